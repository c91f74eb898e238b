/** Short texts that, repeated, drive patterns with ambiguous repetition to quadratic time or worse. */
const seeds = [
  "a@a.a.a.",
  "a.a.",
  "a@a@",
  "1-1-",
  "1.1.",
  "1 ",
  "1/2/",
  "://a:",
  "https://a.b/",
  "eyJhbGciOi.",
  "x",
  "password=",
  "token ",
  "-----BEGIN PRIVATE KEY-----\nAAAA",
  "A1 ",
  "12 Main Street, ",
  "key_",
  "\u200ba",
  "[[EMAIL_",
  "4111 1111 ",
  "DE89",
  "Xx ",
  "%41",
  "\\u0041",
  "John Smith ",
  "curl -u ",
  "::1 ",
  "passport ",
  "born 1",
  "０",
];

/** Each as a text of about `length` characters. */
export function hostileTexts(length: number): readonly string[] {
  return seeds.map((seed) => seed.repeat(Math.ceil(length / seed.length)).slice(0, length));
}
