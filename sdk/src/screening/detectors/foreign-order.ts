import { foreignOrders, orderScores } from "../language/foreign-orders.ts";
import { isMentioned } from "../language/mention.ts";
import { wordAt } from "../language/word-at.ts";
import { wordHash } from "../language/word-hash.ts";
import { type Detector, type Finding, proseOf, type Reading } from "./detector.ts";

interface Order {
  readonly score: number;
  readonly pattern: RegExp;
}

// In scripts with capitals an order starts at a word; Chinese and Japanese have no such edge.
const edge = String.raw`(?<![\p{L}\d])`;
const languages = foreignOrders.map(({ signs, orders }) => ({
  letters: typeof signs === "string" ? undefined : signs,
  orders: orders.map(([order, pattern]): Order => {
    const spaced = typeof signs === "string" || signs.ignoreCase;
    return { score: orderScores[order], pattern: new RegExp((spaced ? edge : "") + pattern, "giu") };
  }),
}));

/** For each word that is a sign of languages, their bits. */
const signBits = new Map<number, number>();
for (const [index, { signs }] of foreignOrders.entries()) {
  for (const word of typeof signs === "string" ? signs.split(" ") : [])
    signBits.set(wordHash(word), (signBits.get(wordHash(word)) ?? 0) | (1 << index));
}

const mostFindings = 16;

/** Orders to an assistant in other languages than English, by whole phrases. */
export const foreignOrder: Detector = {
  id: "foreign-order",
  version: 1,
  message: "Gives an assistant orders in another language than English.",
  owasp: "LLM01",
  find(readings) {
    return proseOf(readings).flatMap((reading) =>
      ordersIn(reading).flatMap((order) => findOrders(reading, order)),
    );
  },
};

/** The orders of those languages that the text shows signs of: most texts show none. */
function ordersIn({ view, words }: Reading): Order[] {
  let bits = 0;
  for (const hash of words.hashes) bits |= signBits.get(hash) ?? 0;
  return languages.flatMap(({ letters, orders }, index) =>
    (letters?.test(view.text) ?? (bits & (1 << index)) !== 0) ? orders : [],
  );
}

function findOrders({ view, words }: Reading, { pattern, score }: Order): Finding[] {
  const findings: Finding[] = [];
  for (const match of view.text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    const [first, last] = [wordAt(words, match.index), wordAt(words, end - 1)];
    findings.push({ view, start: match.index, end, score: isMentioned(words, first, last) ? 0.15 : score });
    if (findings.length === mostFindings) break;
  }
  return findings;
}
