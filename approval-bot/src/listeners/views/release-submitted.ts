import { releaseDocument } from "@sallyport/sdk";
import { openDocument } from "../../quarantine/open-document.ts";
import type { Submission } from "../submitted.ts";

/** Release, in a review. Policy decides once more, and on exactly the content that was looked at. */
export async function releaseSubmitted({ desk, view, clicker }: Submission): Promise<string> {
  const opened = await openDocument(desk, view.private_metadata, clicker);
  if (opened.type === "refused") return `Not recorded. ${opened.message}`;
  const { storage, ledger, policies: policy } = desk.sallyport;
  const { id: documentId, contentHash } = opened.document;
  const decision = await releaseDocument({
    storage,
    ledger,
    policy,
    documentId,
    contentHash,
    principal: opened.principal,
  });
  await desk.homes.open(clicker.user);
  desk.wake();
  return decision.type === "allow"
    ? "Recorded: released. Agents may read it under its label."
    : "Not recorded. You may not release this document.";
}
