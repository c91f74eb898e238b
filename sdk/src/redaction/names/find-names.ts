import type { Finding } from "../finding.ts";
import { wordsOf } from "./features.ts";
import { joints } from "./joints.ts";
import type { NameKnowledge } from "./model-file.ts";
import { type Tagged, tags, tagWords } from "./tagger.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** People, places and organisations in running text: words tagged one by one, and put together into names. */
export function* findNames(text: string, { lexicon, model }: NameKnowledge): Generator<Finding> {
  const tokens = tokensOf(text);
  const tagged = tagWords(wordsOf(text, tokens, lexicon), model);
  for (let index = 0; index < tokens.length; index++) {
    const { tag } = tagged[index] as Tagged;
    if (tag === 0) continue;
    let last = lastOfName(tokens, tagged, index, tag);
    const kind = tags[tag] === "PERSON" && tagged[last + 1]?.tag === organisation ? organisation : tag;
    if (kind !== tag) last = lastOfName(tokens, tagged, last + 1, kind);
    const name = tagged.slice(index, last + 1).filter((each) => each.tag === kind);
    const { start } = tokens[index] as Token;
    const { end } = tokens[last] as Token;
    index = last;
    if (isLetter(text.slice(start, end))) continue;
    yield {
      start,
      end,
      type: tags[kind] as string,
      score: name.reduce((highest, { probability }) => Math.max(highest, probability), 0),
      evidence: "name",
      recogniser: "names",
      why: ["the model of names"],
    };
  }
}

/** A letter alone, as in `P.string` and "press N", names nobody. */
function isLetter(name: string): boolean {
  return /^\p{L}\.?$/u.test(name);
}

/** "Carrick Vane Ltd" begins like a person and is a company. */
const organisation = tags.indexOf("ORGANIZATION");

/** Where the name goes on to: through words of its kind, and joints such as "of" or an apostrophe between two. */
function lastOfName(tokens: readonly Token[], tagged: readonly Tagged[], first: number, tag: number): number {
  let last = first;
  for (;;) {
    const next = tokens[last + 1];
    if (next === undefined || next.text === "\n") return last;
    if (tagged[last + 1]?.tag === tag) last += 1;
    else if (isJoint(next, tokens[last] as Token) && tagged[last + 2]?.tag === tag) last += 2;
    else return last;
  }
}

/** A hyphen joins only what it touches: one between spaces is a dash between two names. */
function isJoint({ text, start }: Token, before: Token): boolean {
  return text === "-" ? start === before.end : joints.has(text) || text === ".";
}
