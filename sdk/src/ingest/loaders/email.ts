import type { Address, Email } from "postal-mime";
import { readHtml } from "./html-text.ts";
import type { LoadedDocument } from "./loaded-document.ts";

/** An e-mail: what the reader's client shows (the HTML part where there is one) under its main headers. */
export async function loadEmail(bytes: Uint8Array, name: string): Promise<LoadedDocument> {
  const { default: PostalMime } = await import("postal-mime");
  const email = await PostalMime.parse(bytes, { maxNestingDepth: 50, attachmentEncoding: "arraybuffer" });
  if (email.headers.length === 0) throw new Error("The file has no e-mail headers.");
  const body = email.html === undefined ? (email.text ?? "") : (await readHtml(email.html)).text;
  return {
    title: email.subject ?? name,
    mediaType: "message/rfc822",
    text: [...shownHeaders(email), "", body.trim()].join("\n"),
    // A client shows one of the two bodies; an attacker can write into the other.
    screened: [
      ...email.headers.map((header) => `${header.originalKey}: ${header.value}`),
      email.subject ?? "",
      email.text ?? "",
      email.html ?? "",
      ...email.attachments.map(
        (attachment) => `${attachment.filename ?? ""} ${attachment.description ?? ""}`,
      ),
    ].join("\n"),
  };
}

function shownHeaders(email: Email): string[] {
  const lines = [
    ["From", formatAddresses(email.from === undefined ? [] : [email.from])],
    ["To", formatAddresses(email.to ?? [])],
    ["Date", email.date ?? ""],
    ["Subject", email.subject ?? ""],
  ];
  return lines.filter(([, value]) => value !== "").map(([key, value]) => `${key}: ${value}`);
}

function formatAddresses(addresses: readonly Address[]): string {
  const mailboxes = addresses.flatMap((address) => address.group ?? [address]);
  return mailboxes.map(({ name, address }) => (name === "" ? address : `${name} <${address}>`)).join(", ");
}
