const chunkSize = 900;
const chunkOverlap = 120;

/** Cuts a text into overlapping chunks of about 900 characters, at paragraph and sentence ends where it can. */
export async function splitText(text: string): Promise<string[]> {
  const { RecursiveCharacterTextSplitter } = await import("@langchain/textsplitters");
  const splitter = new RecursiveCharacterTextSplitter({
    chunkSize,
    chunkOverlap,
    separators: ["\n\n", "\n", ". ", " ", ""],
  });
  return splitter.splitText(text);
}
