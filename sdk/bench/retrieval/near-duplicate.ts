import { labelLadder } from "./acl.ts";
import { loadRows, openReader, type Reader } from "./engine.ts";
import { createMixture, dimension, vectorAt } from "./mixture.ts";
import { compare } from "./timing.ts";

export interface NearDuplicateFigures {
  /** By how much the median search differs when a forbidden copy of each question is stored. */
  readonly differenceUs: number;
  /** The same between two indexes without such copies. */
  readonly noiseUs: number;
}

/** Whether the time of a search tells that something forbidden is very near to the question. */
export async function measureNearDuplicates(
  count: number,
  questionCount: number,
): Promise<NearDuplicateFigures> {
  const draw = createMixture(1);
  const vectors = draw(count);
  const asked = draw(questionCount);
  const questions = Array.from({ length: questionCount }, (_, index) => Array.from(vectorAt(asked, index)));
  const labels = labelLadder(vectors, 2);
  const flags = new Uint8Array(501);
  flags.fill(1, 1, 150);
  const forbidden = labels.findIndex((label) => flags[label] === 0);

  const open = async (withCopies: boolean): Promise<Reader> => {
    const values = vectors.values.slice();
    // Copies of the questions take the places of forbidden vectors, so that nothing else changes.
    let id = forbidden;
    for (const question of withCopies ? questions : []) {
      values.set(question, id * dimension);
      do id++;
      while (flags[labels[id]!] !== 0);
    }
    return openReader(loadRows({ ...vectors, values }, labels, labels.keys()), flags, 0.97);
  };
  const readers = { plain: await open(false), again: await open(false), copies: await open(true) };
  const truths = questions.map(() => new Set<number>());
  const { plain, again, copies } = await compare(
    {
      plain: (question) => readers.plain.search(questions[question]!),
      again: (question) => readers.again.search(questions[question]!),
      copies: (question) => readers.copies.search(questions[question]!),
    },
    truths,
    20,
  );
  const difference = (a: number, b: number) => Math.abs(a - b) * 1000;
  return {
    differenceUs: difference(plain.p50Ms, copies.p50Ms),
    noiseUs: difference(plain.p50Ms, again.p50Ms),
  };
}
