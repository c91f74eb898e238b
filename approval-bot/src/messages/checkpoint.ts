import { line, remark } from "./blocks.ts";
import type { Message } from "./card.ts";

/** In one line, so that nothing gets lost when somebody copies it into a file: `receipts verify` reads that. */
export function renderCheckpoint(size: number, note: string, seenAt: number): Message {
  const text = `Checkpoint of the ledger: ${size} receipts.`;
  return {
    text,
    blocks: [
      line(text),
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_preformatted",
            elements: [{ type: "text", text: JSON.stringify({ note, seenAt }) }],
          },
        ],
      },
      remark(
        "Kept here, out of the ledger's reach. To compare: copy the line into a file, and name that to sallyport receipts verify --anchor.",
      ),
    ],
  };
}
