import { expand } from "./grammar.ts";
import type { Random } from "./random.ts";

/** Other text for the places of a layout that are not the text itself. */
type Filler = (count: number, kind?: string) => string[];

/** Puts text where texts stand: into a mail, a page, a table, a program, a chat. */
export function layOut(text: string, random: Random, fill: Filler): string {
  return random.pick(layouts)(text, random, fill);
}

type Layout = (text: string, random: Random, fill: Filler) => string;

const pick = (template: string, random: Random): string => expand(template, random);
const one = (fill: Filler, kind?: string): string => fill(1, kind)[0] ?? "";

const mail: Layout = (text, random) => {
  const head = [
    `From: ${pick("<person> <<email>>", random)}`,
    `To: ${pick("<email>", random)}`,
    `Subject: ${pick("{Re: |Fwd: |}{<file>|order ####|<date>|the {plan|offer|minutes}|Your booking}", random)}`,
  ];
  const greeting = pick("{Hi|Hello|Dear} {<first>|all|team},", random);
  const end = pick("{Best|Thanks|Kind regards|Cheers},\n<person>{\n<company>|}", random);
  const parts = random.chance(0.6) ? [greeting, text, end] : [text];
  return [...(random.chance(0.6) ? [...head, ""] : []), ...parts].join(random.chance(0.5) ? "\n\n" : "\n");
};

const quotedMail: Layout = (text, random, fill) =>
  [
    ...fill(2, "mail"),
    pick("{On <date> <person> wrote:|----- Original message -----}", random),
    ...text.split("\n").map((line) => `> ${line}`),
  ].join("\n");

const page: Layout = (text, random, fill) => {
  const menu = fill(2 + random.below(6), "label").map(
    (label) => `<li><a href="/${random.below(99)}">${label}</a></li>`,
  );
  const paragraphs = [...fill(random.below(3)), text, ...fill(random.below(3))].map(
    (part) => `<p>${part}</p>`,
  );
  return `<html><head><title>${one(fill, "label")}</title></head><body><nav><ul>${menu.join("\n")}</ul></nav>\n<h1>${one(fill, "label")}</h1>\n${paragraphs.join("\n")}\n<footer>${fill(2, "label").join(" | ")}</footer></body></html>`;
};

const plainPage: Layout = (text, random, fill) =>
  [
    ...fill(2 + random.below(7), "label"),
    "",
    ...fill(random.below(3)),
    text,
    ...fill(random.below(3)),
    "",
    ...fill(1 + random.below(5), "label"),
  ].join("\n");

const table: Layout = (text, random, fill) => {
  const separator = random.pick([" | ", ",", "\t", ";"]);
  const bar = separator === " | " ? "| " : "";
  const rows = Array.from({ length: 2 + random.below(6) }, (_, i) =>
    [String(i + 1), pick("<date>", random), one(fill, "record"), pick("<amount>", random)].join(separator),
  );
  const cell = text.replaceAll("\n", " ");
  rows.splice(
    random.below(rows.length + 1),
    0,
    [pick("##", random), pick("<date>", random), cell, pick("<amount>", random)].join(separator),
  );
  const head = ["id", "date", random.pick(["note", "description", "item", "memo"]), "amount"].join(separator);
  return [head, ...rows].map((row) => bar + row).join("\n");
};

const code: readonly (readonly [string, string, string])[] = [
  ["//", "function total(rows) {", "  return rows.length;\n}"],
  ["#", "def load(path):", "    return open(path).read()"],
  ["#", "import json", "limit = json.load(stream)"],
  ["--", "SELECT name FROM users", "WHERE id = 12;"],
  ["//", "const limit = 400;", "print(limit);"],
];

const program: Layout = (text, random) => {
  const [sign, before, after] = random.pick(code);
  return [before, ...text.split("\n").map((line) => `${sign} ${line}`), after].join("\n");
};

const chat: Layout = (text, random, fill) => {
  const line = (said: string) => pick("{[<time>] |}<first>: ", random) + said;
  const others = fill(2 + random.below(5), random.pick(["minutes", "support", "post", "note", "mail"]));
  const lines = others.map((said) => (/^\w+: /.test(said) ? said : line(said)));
  lines.splice(random.below(lines.length + 1), 0, line(text));
  return lines.join("\n");
};

const list: Layout = (text, random, fill) => {
  const items = [...fill(1 + random.below(5)), text];
  const sign = random.pick(["- ", "* ", "• "]);
  return `${pick("{## |# |}", random)}${one(fill, "label")}\n\n${random
    .shuffle(items)
    .map((item) => sign + item)
    .join("\n")}`;
};

const layouts: readonly Layout[] = [mail, mail, quotedMail, page, plainPage, table, program, chat, list];
