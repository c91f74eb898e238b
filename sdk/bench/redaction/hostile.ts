/** Short texts that, repeated, drive patterns with ambiguous repetition to quadratic time, or find much at a high price. */
export const seeds: readonly string[] = [
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
  "-eyJ",
  "-ops_eyJ",
  "x",
  "aws",
  "password=",
  "token ",
  "-----BEGIN PRIVATE KEY-----\nAAAA",
  "A1 ",
  "12 Main Street, ",
  "key_",
  "\u200ba",
  "[[EMAIL_",
  "4111 1111 ",
  "4111 1[EN1]111 ",
  "DE89",
  "Xx ",
  "%41",
  "\\u0041",
  "John Smith ",
  "Mr Smith, ",
  "curl -u ",
  "::1 ",
  "passport ",
  "born 1",
  "０",
  // Numbers that are valid somewhere, or nearly, beside names that are replaced first.
  "Bob, 10 0 7946 095",
  "1 123-45-6789Bob, 1020 7",
  "+44 20 7946 0958, Я",
  "</b>1 123-4578",
];

/** Each as a text of about `length` characters. */
export function hostileTexts(length: number): readonly string[] {
  return seeds.map((seed) => repeated(seed, length));
}

export function repeated(seed: string, length: number): string {
  return seed.repeat(Math.ceil(length / seed.length)).slice(0, length);
}
