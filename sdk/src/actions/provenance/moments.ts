const written = /\b([01]?\d|2[0-3])[:.h]([0-5]\d)(?!\d)(?:\s?([ap])\.?m\b)?/gi;
const hours = /\b(1[0-2]|0?[1-9])\s?([ap])\.?m\b/gi;
/** "From 10 to 11", "at 3": whoever says it does not say which half of the day. */
const bareHours =
  /\b(?:at|from|between|until|till|to|and)\s(2[0-3]|1?\d)\b(?![.:,%]?\d|\s?(?:[ap]\.?m\b|[%€$£]))/gi;
const durations = /\b(\d{1,3}|an?|one|two|three|half an)[ -](hours?|minutes?)\b/gi;
const counts: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, "half an": 0.5 };
const isoMoment = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?)$/;

/** All times of day in a text as "14:05", and those at which something ends that begins then and lasts so long. */
export function timesIn(text: string): ReadonlySet<string> {
  const times = new Set<string>();
  const add = (hour: number, minutes: string, half: string | undefined) => {
    const inDay = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
    times.add(`${String(inDay).padStart(2, "0")}:${minutes}`);
  };
  for (const [, hour, minutes = "00", half] of text.matchAll(written)) add(Number(hour), minutes, half);
  for (const [, hour, half] of text.matchAll(hours)) add(Number(hour), "00", half);
  for (const [, hour] of text.matchAll(bareHours)) {
    add(Number(hour), "00", undefined);
    if (Number(hour) < 12) add(Number(hour), "00", "p");
  }
  if (/\bnoon\b|\bmidday\b/i.test(text)) times.add("12:00");
  if (/\bmidnight\b/i.test(text)) times.add("00:00");
  for (const end of endsOf([...times].slice(0, mostBegins), text)) times.add(end);
  return times;
}

const mostBegins = 8;
const mostDurations = 3;

function endsOf(begins: readonly string[], text: string): readonly string[] {
  const minutes = Array.from(text.matchAll(durations), ([, count = "", unit = ""]) => {
    const number = counts[count.toLowerCase()] ?? Number(count);
    return /^h/i.test(unit) ? number * 60 : number;
  });
  return begins.flatMap((begin) =>
    minutes.slice(0, mostDurations).map((duration) => {
      const [hour = 0, minute = 0] = begin.split(":").map(Number);
      const end = (hour * 60 + minute + duration) % (24 * 60);
      return [Math.floor(end / 60), end % 60].map((part) => String(part).padStart(2, "0")).join(":");
    }),
  );
}

/** The day and the time that an argument such as "2026-05-19T14:00:00" is made of. */
export function splitMoment(value: string): { readonly day: string; readonly time: string } | undefined {
  const [, day, time] = isoMoment.exec(value) ?? [];
  return day === undefined || time === undefined ? undefined : { day, time };
}
