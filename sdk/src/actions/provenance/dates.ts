/** A day as "2026-03-05", or "--03-05" when the year is not said (as in vCard, RFC 6350). */
type Day = string;

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const month =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const iso = /\b(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
const numeric = /\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)/g;
const dayFirst = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?\\.? (?:of )?${month}\\b\\.?,?(?: (\\d{4})\\b)?`,
  "gi",
);
const monthFirst = new RegExp(`\\b${month}\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4})\\b)?`, "gi");

/**
 * All days named in a text; 03/05/2026 is the fifth of March and the third of May. With the time at which it was
 * said, "tomorrow" and "next Friday" are days too.
 */
export function daysIn(text: string, saidAt?: number): ReadonlySet<Day> {
  const days = new Set<Day>();
  const add = (year: string | undefined, monthNumber: number, day: number) => {
    if (monthNumber < 1 || monthNumber > 12 || day < 1 || day > 31) return;
    days.add(`${year ?? "-"}-${twoDigits(monthNumber)}-${twoDigits(day)}`);
  };
  for (const [, year, monthDigits, day] of text.matchAll(iso)) add(year, Number(monthDigits), Number(day));
  for (const [, first, , second, year] of text.matchAll(numeric)) {
    add(year, Number(second), Number(first));
    add(year, Number(first), Number(second));
  }
  for (const [, day, name, year] of text.matchAll(dayFirst)) add(year, monthOf(name), Number(day));
  for (const [, name, day, year] of text.matchAll(monthFirst)) add(year, monthOf(name), Number(day));
  if (saidAt !== undefined) {
    for (const ahead of daysAhead(text, new Date(saidAt).getUTCDay())) {
      days.add(new Date(saidAt + ahead * dayMs).toISOString().slice(0, 10));
    }
  }
  return days;
}

const dayMs = 86_400_000;
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const weekday = /\b(sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)day\b/gi;
const inDays = /\bin (\d{1,3}) (day|week)s?\b/gi;

/** How many days ahead; "Friday" is the coming one, and "next Friday" for some people the one after. */
function daysAhead(text: string, today: number): readonly number[] {
  const ahead: number[] = [];
  if (/\btoday\b|\btonight\b|\bnow\b/i.test(text)) ahead.push(0);
  if (/\btomorrow\b/i.test(text)) ahead.push(1);
  if (/\bday after tomorrow\b/i.test(text)) ahead.push(2);
  for (const [, name = ""] of text.matchAll(weekday)) {
    const next = (weekdays.indexOf(name.slice(0, 3).toLowerCase()) - today + 7) % 7 || 7;
    ahead.push(next, next + 7);
  }
  for (const [, count, unit] of text.matchAll(inDays)) ahead.push(Number(count) * (unit === "week" ? 7 : 1));
  return ahead;
}

/** How the day that a value names may stand in a text; nothing when it is more, or other, than one ISO day. */
export function dayForms(value: string): readonly Day[] {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return [];
  return [value, `-${value.slice(4)}`];
}

function monthOf(name: string | undefined): number {
  return months.indexOf((name ?? "").slice(0, 3).toLowerCase()) + 1;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
