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
  "*%25@ab.dec@",
  "IBAN Road,@<a@ab.dcd-.de**_key.CA 48213907 l. Xab",
];

/** The same with other digits each time in place of each `#`: to remember what was seen doesn't help here. */
const changingSeeds: readonly string[] = [
  "# ## ## ## ##\n",
  "## #### ####, ",
  "9## ## ## ##; ",
  "00## #### #####\n",
  "### ### ####, ",
  "#### Elm Street, Reno, NV #####\n",
  "=**rue X-a e,4f:Str. ##ES####4f:4f:### Calle ## # #geb. Str.",
  "de AStr. ## rue ##NY #####CA #####*\\u00##vi-pPO Bo**x ##+1 x",
  "PO Box ##PO Box ##;Xabcd ab@c4f.ww#### #### *@ab.de:",
  "*@IBAN\\u00##.dx:y*@IBAN\\u00##.dez:x@#### ####8f3a",
];

/** Each as a text of about `length` characters. */
export function hostileTexts(length: number): readonly string[] {
  return [
    ...seeds.map((seed) => repeated(seed, length)),
    ...changingSeeds.map((seed) => changing(seed, length)),
  ];
}

export function repeated(seed: string, length: number): string {
  return seed.repeat(Math.ceil(length / seed.length)).slice(0, length);
}

function changing(seed: string, length: number): string {
  let state = 1;
  return repeated(seed, length).replaceAll("#", () => {
    state = (state * 48_271) % 2_147_483_647;
    return String(state % 10);
  });
}
