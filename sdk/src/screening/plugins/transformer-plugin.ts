import { SallyportError } from "../../errors.ts";
import { judgeWindows } from "./judge-windows.ts";
import type { ScreeningPlugin } from "./plugin.ts";

export type ScreeningErrorCode = "ERR_SCREENING_TRANSFORMERS_MISSING" | "ERR_SCREENING_LABEL_UNKNOWN";

/** A text classifier as `@huggingface/transformers` builds it. */
export type TextClassifier = (
  text: string,
  options: { top_k: number },
) => Promise<readonly { label: string; score: number }[]>;

export interface TransformerOptions {
  /** A local folder or a hub id, for example of Prompt Guard 2 or PIGuard. */
  readonly model: string;
  /** The label that stands for an attack, for example "MALICIOUS" or "injection". */
  readonly attackLabel: string;
  /** Characters per window: models read 512 tokens and silently drop the rest. */
  readonly windowCharacters?: number;
  /** Builds the classifier; by default through the optional package `@huggingface/transformers`. */
  readonly load?: (model: string) => Promise<TextClassifier>;
}

/**
 * A transformer classifier, loaded at its first use and applied to overlapping windows. The surest window counts.
 * Its failures reach the extended screener, which knows what to do about them.
 */
export function createTransformerPlugin(options: TransformerOptions): ScreeningPlugin {
  const { model, attackLabel, windowCharacters = 1200, load = loadTransformer } = options;
  let classifier: Promise<TextClassifier> | undefined;
  return {
    id: "transformer",
    version: model,
    message: "A transformer model takes the text for an injected instruction.",
    async judge(text, { signal }) {
      classifier ??= load(model);
      const classify = await classifier.catch((error: unknown) => {
        // The next text tries again.
        classifier = undefined;
        throw error;
      });
      return judgeWindows(text, windowCharacters, signal, async (window) =>
        attackScore(await classify(window, { top_k: 10 }), attackLabel),
      );
    },
  };
}

function attackScore(answers: readonly { label: string; score: number }[], attackLabel: string): number {
  const answer = answers.find(({ label }) => label.toLowerCase() === attackLabel.toLowerCase());
  if (answer !== undefined) return answer.score;
  throw new SallyportError<ScreeningErrorCode>({
    code: "ERR_SCREENING_LABEL_UNKNOWN",
    message: "The model does not know the label that stands for an attack.",
    hint: `It answers with ${answers.map(({ label }) => label).join(", ")}.`,
  });
}

async function loadTransformer(model: string): Promise<TextClassifier> {
  // A variable keeps bundlers and the compiler from asking for a package that only few installations have.
  const packageName = "@huggingface/transformers";
  try {
    const { pipeline } = (await import(packageName)) as {
      pipeline: (task: string, model: string) => Promise<TextClassifier>;
    };
    return await pipeline("text-classification", model);
  } catch (cause) {
    throw new SallyportError<ScreeningErrorCode>({
      code: "ERR_SCREENING_TRANSFORMERS_MISSING",
      message: "The transformer model could not be loaded.",
      hint: `Install ${packageName} and check the model's folder or id.`,
      cause,
    });
  }
}
