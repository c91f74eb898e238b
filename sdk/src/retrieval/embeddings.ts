/** Turns text into vectors. Any LangChain `Embeddings` fits, given a `model` name. */
export interface Embeddings {
  /** Names the model and its version: vectors of different models are never compared. */
  readonly model: string;
  embedDocuments(texts: string[]): Promise<number[][]>;
  embedQuery(text: string): Promise<number[]>;
}
