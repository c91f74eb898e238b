const written = /\b([01]?\d|2[0-3])[:.h]([0-5]\d)(?!\d)(?:\s?([ap])\.?m\b)?/gi;
const hours = /\b(1[0-2]|0?[1-9])\s?([ap])\.?m\b/gi;
const isoMoment = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?)$/;

/** All times of day in a text as "14:05". */
export function timesIn(text: string): ReadonlySet<string> {
  const times = new Set<string>();
  const add = (hour: number, minutes: string, half: string | undefined) => {
    const inDay = half === undefined ? hour : (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
    times.add(`${String(inDay).padStart(2, "0")}:${minutes}`);
  };
  for (const [, hour, minutes = "00", half] of text.matchAll(written)) add(Number(hour), minutes, half);
  for (const [, hour, half] of text.matchAll(hours)) add(Number(hour), "00", half);
  if (/\bnoon\b|\bmidday\b/i.test(text)) times.add("12:00");
  if (/\bmidnight\b/i.test(text)) times.add("00:00");
  return times;
}

/** The day and the time that an argument such as "2026-05-19T14:00:00" is made of. */
export function splitMoment(value: string): { readonly day: string; readonly time: string } | undefined {
  const [, day, time] = isoMoment.exec(value) ?? [];
  return day === undefined || time === undefined ? undefined : { day, time };
}
