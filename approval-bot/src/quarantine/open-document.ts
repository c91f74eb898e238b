import type { Principal, QuarantinedDocument } from "@sallyport/sdk";
import type { Clicker } from "../approvers.ts";
import type { Desk } from "../desk.ts";
import { readDocument } from "../messages/quarantine.ts";
import { refusal, type SlackRefusal } from "../people/slack-refusal.ts";
import { findPrincipal } from "../principal.ts";
import { readQuarantine } from "./read-quarantine.ts";

export interface OpenedDocument {
  readonly type: "opened";
  readonly document: QuarantinedDocument;
  readonly principal: Principal;
}

/** The document that somebody clicked on, if they may release it and it still is what they saw. */
export async function openDocument(
  desk: Desk,
  value: string | undefined,
  clicker: Clicker,
): Promise<OpenedDocument | SlackRefusal> {
  const person = await desk.approvers.identify(clicker);
  if (person.type === "refused") return person;
  const principal = await findPrincipal(desk.sallyport, person);
  if (principal === undefined)
    return refusal("unknown-approver", "The directory does not know you any more.");
  const reference = readDocument(value);
  const documents = await readQuarantine(desk.sallyport, principal);
  const document = documents.find(({ id }) => id === reference?.id);
  if (document === undefined)
    return refusal("not-entitled", "There is no such document in quarantine that is yours to judge.");
  if (document.contentHash !== reference?.contentHash)
    return refusal("outdated-card", "The document has changed since; look at it again.");
  return { type: "opened", document, principal };
}
