/** A number as plain decimal digits, so that all ways to write it are one: "1240", "12.4". */
type Canonical = string;

const ungrouped = /\d+(?:[.,'’_]\d+)*/g;
const spaced = /\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?/g;

/** "One" and "a" stand everywhere and mean no number. */
const counts: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  twenty: 20,
  thirty: 30,
  fifty: 50,
  hundred: 100,
  half: 0.5,
  twice: 2,
  double: 2,
};
const words = new RegExp(`\\b(?:${Object.keys(counts).join("|")})\\b`, "gi");

/** All numbers in a text, in every way in which each may be read: "1.240" is 1240 in Rome and 1.24 in London. */
export function numbersIn(text: string): ReadonlySet<Canonical> {
  const written = new Set(text.match(ungrouped));
  for (const number of text.match(spaced) ?? []) written.add(number.replace(/[ \u00a0\u202f]/g, ""));
  const spelled = (text.match(words) ?? []).map((word) => String(counts[word.toLowerCase()]));
  return new Set([...[...written].flatMap(readings), ...spelled]);
}

const ids =
  /(?:#|\b(?:no|nr|number|order|invoice|ticket|case|id|ref|reference|account|customer|contract)\b[.:#]*)\s*(?:[a-z]{1,4}[- ]?)?\d[\d-]*|\b(?!(?:eur|gbp|usd|chf)\d)[a-z]+-?\d[\d-]*(?: \d+)*/gi;

/** The numbers that say how much or how many: not those of orders and accounts. */
export function quantitiesIn(text: string): ReadonlySet<Canonical> {
  return numbersIn(text.replace(ids, " "));
}

/** How a number argument may stand in a text; for an amount in minor units also as major ones. */
export function writtenForms(value: number, isAmount: boolean): readonly Canonical[] {
  if (!isAmount || !Number.isSafeInteger(value) || value < 0) return [canonical(String(value))];
  const digits = String(value).padStart(3, "0");
  return [canonical(digits), canonical(`${digits.slice(0, -2)}.${digits.slice(-2)}`)];
}

function readings(written: string): readonly Canonical[] {
  const separators = written.replace(/\d/g, "");
  const last = separators.at(-1);
  const asGrouped = canonical(written.replace(/\D/g, ""));
  if (last === undefined) return [asGrouped];
  if (last !== "." && last !== ",") return isGrouped(written) ? [asGrouped] : [];
  const cut = written.lastIndexOf(last);
  const asDecimal = canonical(`${written.slice(0, cut).replace(/\D/g, "")}.${written.slice(cut + 1)}`);
  const isOneKind = new Set(separators).size === 1;
  if (separators.length > 1 && isOneKind) return isGrouped(written) ? [asGrouped] : [];
  const isAmbiguous = separators.length === 1 && isGrouped(written);
  return isAmbiguous ? [asGrouped, asDecimal] : [asDecimal];
}

/** Groups of three, or of two and a last of three as in India. */
function isGrouped(written: string): boolean {
  return /^\d{1,3}(?:\D\d{3})+$/.test(written) || /^\d{1,2}(?:\D\d{2})*\D\d{3}$/.test(written);
}

function canonical(digits: string): Canonical {
  const [whole = "", fraction = ""] = digits.split(".");
  const trimmed = fraction.replace(/0+$/, "");
  return `${whole.replace(/^0+(?=\d)/, "")}${trimmed === "" ? "" : `.${trimmed}`}`;
}
