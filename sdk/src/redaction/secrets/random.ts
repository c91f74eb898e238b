/** Bits per character of a text's own distribution (Shannon, 1948). */
export function entropy(text: string): number {
  counts.fill(0);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index) & 127;
    counts[code] = (counts[code] as number) + 1;
  }
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** What isn't ASCII shares a place: a few letters of a value. */
const counts = new Uint16Array(128);

/**
 * Whether a value looks drawn by a machine rather than chosen for reading: spread over its alphabet, and not made
 * of words, however they are joined: no name, path, version or address.
 */
export function looksRandom(value: string): boolean {
  if (value.length < 8) return false;
  if (/^\d+$/.test(value)) return value.length >= 14 && new Set(value).size >= 6;
  if (/^0x[\da-f]{1,8}$|^[\w+.-]+:\/\//i.test(value)) return false;
  if (versionOrDate.test(value) && !/[A-Za-z\d]{20}/.test(value)) return false;
  // Of other scripts, nothing is known: only what stands between them is judged.
  if (/^[ -~]+$/.test(value) && isDrawn(value)) return true;
  return value.length > 16 && value.split(/[^A-Za-z0-9+/]+/).some(isLongAndDrawn);
}

const versionOrDate = /^v?\d+(?:\.\d+)+(?:[-+][\w.-]+)?(?:\/[a-z.]+)?$|^\d{4}-\d\d-\d\d/i;

const isLongAndDrawn = (part: string) => part.length >= 16 && part.length < 4096 && isDrawn(part);

function isDrawn(value: string): boolean {
  if (entropy(value) < (value.length < 16 ? 2.4 : 2.8) || alphabet.test(value)) return false;
  const digits = value.match(/\d/g)?.length ?? 0;
  if (digits === 0) return value.length >= 14 && surprise(value) >= 5 && !isOfWords(value);
  if (/^(?=.*[a-f])[\da-f-]{16,}$/i.test(value)) return true;
  if (uuid.test(value)) return true;
  const turns = value.match(/\d(?=[A-Za-z])|[A-Za-z](?=\d)/g)?.length ?? 0;
  if (turns >= 4 && turns >= value.length / 6) return true;
  // Words may end in a number; they aren't full of them.
  const share = digits / value.length;
  if (value.length >= 16 && share >= 0.25 && share <= 0.75 && /^[A-Za-z0-9]+$/.test(value)) return true;
  return surprise(value) >= (value.length < 20 ? 4.5 : value.length < 40 ? 4.7 : 4.9);
}

/** Whether at least half of a value reads as words: `glCopyTexImage1D`. Few of those drawn at random do. */
export function isOfWords(value: string): boolean {
  let inWords = 0;
  for (const [word] of value.matchAll(/[A-Z][a-z]{2,}|[a-z]{4,}|[A-Z]{4,}/g))
    if (surprise(word) < 4.6) inWords += word.length;
  return inWords >= (value.match(/[A-Za-z\d]/g)?.length ?? 0) / 2;
}

/** Whether most of a value counts up: `1234abcd-1234-…`, an alphabet. */
export function isSequence(value: string): boolean {
  let rising = 0;
  for (let index = 1; index < value.length; index++)
    if (value.charCodeAt(index) === value.charCodeAt(index - 1) + 1) rising++;
  return rising > value.length / 2;
}

const uuid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/i;
const alphabet = /abcdefghijklmnopqrstuvwxyz/i;

/**
 * How little a value reads like words, in bits per character: 3.5 to 4.5 for names and paths, 5 and more for what is
 * drawn at random. The price of each letter after the one before it, of a capital within a word, of a digit.
 */
export function surprise(value: string): number {
  let total = 0;
  let counted = 0;
  let before: Kind = "sign";
  let letter = start;
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    const kind = kindOf(code);
    if (kind === "digit") {
      total += before === "small" || before === "capital" ? 5 : 3;
    } else if (kind !== "sign") {
      const begins = before === "sign" || before === "digit" || (kind === "capital" && before === "small");
      const price = bits[begins ? start : letter]?.[(code | 32) - 97] ?? 9;
      total += before === "digit" ? 6 : begins && before === "small" ? price + 2 : price;
      letter = (code | 32) - 97;
    }
    if (kind !== "sign") counted++;
    before = kind;
  }
  return counted === 0 ? 0 : total / counted;
}

type Kind = "small" | "capital" | "digit" | "sign";

function kindOf(code: number): Kind {
  if (code >= 97 && code <= 122) return "small";
  if (code >= 65 && code <= 90) return "capital";
  return code >= 48 && code <= 57 ? "digit" : "sign";
}

const start = 26;
/** Bits of each letter after each letter, and last at a word's beginning: counted in 10 MB of technical documents. */
const bits: readonly (readonly number[])[] = (
  "85448758576353959343567867 36662778368377379456489968 38573893474588279563598966 " +
  "36752778387666379557477966 57446667577453767334767588 37663478298478389455498968 " +
  "48672864398564478346488978 27872988399565389464597968 56454659997452368534859896 " +
  "37662777476765367746466777 37672766388575378544497967 38752779298376379955578949 " +
  "25772879398747439857599979 48443538486785589843668968 66558658686442549345454877 " +
  "39773775498378349254599979 67666777677478766767167677 37552768396755379644567956 " +
  "48473875396668448742487956 38682884298677479445597957 55554659567443749333988788 " +
  "37781888288778379768788888 28773774387674378557687848 47463676377667628663677467 " +
  "55364667565534449534684767 37662877477764478775485846 45444555476545547434565876"
)
  .split(" ")
  .map((row) => Array.from(row, Number));
