const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  shy: "",
  zwj: "",
  zwnj: "",
  colon: ":",
  semi: ";",
  comma: ",",
  period: ".",
  excl: "!",
  lpar: "(",
  rpar: ")",
  lsqb: "[",
  rsqb: "]",
  lbrack: "[",
  rbrack: "]",
  num: "#",
  sol: "/",
  Tab: "\t",
  NewLine: "\n",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  ZeroWidthSpace: "",
  hellip: "...",
  ndash: "-",
  mdash: "-",
  lsquo: "'",
  rsquo: "'",
  ldquo: '"',
  rdquo: '"',
  laquo: '"',
  raquo: '"',
};

const reference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]{2,14}));?/y;

/** The HTML character reference at `start` (where an `&` stands), or undefined where there is none. */
export function readEntity(text: string, start: number): { text: string; end: number } | undefined {
  reference.lastIndex = start;
  const match = reference.exec(text);
  if (match === null) return undefined;
  const [whole, decimal, hexadecimal, name] = match;
  const end = start + whole.length;
  if (name !== undefined) {
    const meaning = named[name];
    return meaning === undefined || !whole.endsWith(";") ? undefined : { text: meaning, end };
  }
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
  return { text: String.fromCodePoint(point), end };
}
