/** Ways to hide a payload, each as plain as an attacker with a script would do it. */
export const transforms: Readonly<Record<string, (payload: string) => string>> = {
  "tag characters": (text) =>
    `Thank you.${map(text, (c) => String.fromCodePoint(0xe0000 + (c.charCodeAt(0) & 0x7f)))}`,
  "zero-width between letters": (text) => Array.from(text).join("\u200b"),
  "zero-width joiners": (text) => Array.from(text).join("\u2060"),
  "word joiner in words": (text) => text.replace(/(?<=\w)(?=\w)/g, "\u200d"),
  "variation selectors": (text) =>
    `Regards 🙂${Array.from(Buffer.from(text), (b) => String.fromCodePoint(b < 16 ? 0xfe00 + b : 0xe00f0 + b)).join("")}`,
  "Cyrillic homoglyphs": (text) => swap(text, "aeocpxi", "аеосрхі"),
  "Greek homoglyphs": (text) => swap(text, "oavi", "οανι"),
  "full-width letters": (text) =>
    map(text, (c) => (c > " " ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c)),
  "mathematical bold": (text) =>
    text.replace(/[a-z]/g, (c) => String.fromCodePoint(0x1d41a + c.charCodeAt(0) - 97)),
  "circled letters": (text) =>
    text.replace(/[a-z]/g, (c) => String.fromCodePoint(0x24d0 + c.charCodeAt(0) - 97)),
  "strike-through marks": (text) => map(text, (c) => `${c}\u0336`),
  leetspeak: (text) => swap(text, "oieast", "013457"),
  base64: (text) => `Reference: ${Buffer.from(text).toString("base64")}`,
  "base64 twice": (text) => `Ref ${Buffer.from(Buffer.from(text).toString("base64")).toString("base64")}`,
  "base64 wrapped": (text) =>
    (
      Buffer.from(text)
        .toString("base64")
        .match(/.{1,40}/g) ?? []
    ).join("\n"),
  hexadecimal: (text) => `Checksum ${Buffer.from(text).toString("hex")}`,
  "spaced hexadecimal": (text) =>
    Array.from(Buffer.from(text), (b) => b.toString(16).padStart(2, "0")).join(" "),
  binary: (text) => Array.from(Buffer.from(text), (b) => b.toString(2).padStart(8, "0")).join(" "),
  percent: (text) => Array.from(Buffer.from(text), (b) => `%${b.toString(16).padStart(2, "0")}`).join(""),
  entities: (text) => map(text, (c) => `&#${c.codePointAt(0)};`),
  "unicode escapes": (text) => map(text, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
  rot13: (text) =>
    text.replace(/[a-z]/gi, (c) => String.fromCharCode(c.charCodeAt(0) + (c.toLowerCase() < "n" ? 13 : -13))),
  reversed: (text) => Array.from(text).reverse().join(""),
  "right-to-left override": (text) => `\u202e${Array.from(text).reverse().join("")}\u202c`,
  "spaced letters": (text) =>
    text
      .split(" ")
      .map((word) => Array.from(word).join(" "))
      .join("   "),
  "dotted letters": (text) =>
    text
      .split(" ")
      .map((word) => Array.from(word).join("."))
      .join(" "),
  "cut words": (text) => text.replace(/\b(\w{2,3})(\w{2,})\b/g, "$1 $2"),
  "hyphenated words": (text) => text.replace(/\b(\w{2,4})(\w{3,})\b/g, "$1-$2"),
  "scrambled words": (text) =>
    text.replace(
      /\b(\w)(\w{2,})(\w)\b/g,
      (_, a: string, b: string, c: string) => a + Array.from(b).reverse().join("") + c,
    ),
  "HTML comment": (text) => `<p>Our offer</p><!-- ${text} --><p>Regards</p>`,
  "display none": (text) => `<p>Our offer</p><div style="display:none">${text}</div>`,
  "white on white": (text) => `<p>Our offer <span style="color:#ffffff;background:#fff">${text}</span></p>`,
  "zero font size": (text) => `<p>Our offer</p><p style="font-size:0px">${text}</p>`,
  "off screen": (text) => `<div style="position:absolute;left:-9999px">${text}</div><p>Offer</p>`,
  "image text": (text) => `<img src="logo.png" alt="${text.replaceAll('"', "'")}">`,
  "Markdown comment": (text) => `[//]: # (${text})\n\nOur offer`,
  "tags inside words": (text) => text.replace(/\b(\w{2})(\w+)/g, "$1<b></b>$2"),
};

const map = (text: string, change: (character: string) => string): string =>
  Array.from(text, change).join("");

function swap(text: string, from: string, to: string): string {
  const letters = Array.from(to);
  return map(text, (c) => letters[from.indexOf(c)] ?? c);
}
