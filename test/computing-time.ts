/** Under this a measurement says more about the process than about the work. */
const leastSeconds = 0.002;

/** The least of three: the process's time counts its collector and compilers as well, which come and go. */
function secondsOf(work: () => unknown): number {
  const each = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  return Math.max(leastSeconds, Math.min(...each));
}

/** Of computing, not by a clock; the sizes far enough apart that only another order of growth reaches the bound. */
export const inProportion = 1.65;

/**
 * How the computing for an input grows from one size to another: 1 for time in proportion to its size, 2 for its
 * square. To be held against `inProportion`; between sizes eight times apart that is four times the time in proportion.
 */
export function orderOfGrowth<T>(
  make: (size: number) => T,
  work: (input: T) => unknown,
  sizes: [number, number],
) {
  const [few, many] = sizes.map(make) as [T, T];
  work(few);
  const short = secondsOf(() => work(few));
  return Math.log(secondsOf(() => work(many)) / short) / Math.log(sizes[1] / sizes[0]);
}
