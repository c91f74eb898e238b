import { inert, type QuarantinedDocument } from "@sallyport/sdk";
import type { KnownBlock, ModalView } from "@slack/types";
import { button, facts, header, line, remark } from "./blocks.ts";
import { actionIds } from "./card.ts";
import { clip } from "./text.ts";

export const releaseCallback = "sallyport.release";
const shownAtMost = 10;

/** In the Home of those who may release them. */
export function renderQuarantine(documents: readonly QuarantinedDocument[]): readonly KnownBlock[] {
  if (documents.length === 0) return [];
  return [
    { type: "divider" },
    header(`${documents.length} in quarantine`),
    ...documents.slice(0, shownAtMost).map((document) => ({
      ...line([document.title || document.source, document.source], 600),
      accessory: button(actionIds.review, "Review", { value: writeDocument(document) }),
    })),
    ...(documents.length > shownAtMost ? [remark("The rest comes when these are settled.")] : []),
  ];
}

/** Why it was stopped, and the place; for eyes that know that this may be an attack. */
export function renderReview(document: QuarantinedDocument): ModalView {
  const reasons = [...new Set(document.reasons.map(({ message }) => message))].slice(0, 8);
  return {
    type: "modal",
    callback_id: releaseCallback,
    private_metadata: writeDocument(document),
    title: { type: "plain_text", text: "Quarantined", emoji: false },
    submit: { type: "plain_text", text: "Release", emoji: false },
    close: { type: "plain_text", text: "Leave it", emoji: false },
    blocks: [
      header(document.title || document.source),
      facts([
        ["Source", document.source],
        ["Owner", document.owner],
      ]),
      ...reasons.map((reason) => line(`⚠ ${reason}`, 600)),
      remark("From the document. It may try to talk you into something; nothing in it is clickable."),
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_preformatted",
            elements: [{ type: "text", text: clip(inert(document.excerpt).trim() || "(no text)", 2000) }],
          },
        ],
      },
      line(
        "Release: agents may read it under its label, for as long as it stays as it is. Reject: it is never read again, not even when it is ingested anew, until somebody lifts that.",
      ),
      {
        type: "actions",
        elements: [button(actionIds.reject, "Reject", { value: writeDocument(document), style: "danger" })],
      },
    ],
  };
}

/** Which document, and which content its reader saw. */
export interface DocumentReference {
  readonly id: string;
  readonly contentHash: string;
}

function writeDocument({ id, contentHash }: QuarantinedDocument): string {
  return JSON.stringify([id, contentHash]);
}

/** Undefined for anything that we did not write. */
export function readDocument(value: string | undefined): DocumentReference | undefined {
  const [, id, contentHash] = /^\["([^"\\]{1,200})","([^"\\]{1,200})"\]$/.exec(value ?? "") ?? [];
  return id === undefined || contentHash === undefined ? undefined : { id, contentHash };
}
