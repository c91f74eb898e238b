import { isUtf8 } from "node:buffer";

/** What a file is by its content. Names and declared types are the sender's word. */
export type ContentType =
  | ("pdf" | "png" | "jpeg" | "gif" | "webp" | "zip" | "ooxml" | "ole" | "text" | "html" | "svg")
  | "unknown";

const signatures: readonly (readonly [type: ContentType, signature: string])[] = [
  ["png", "\x89PNG\r\n\x1a\n"],
  ["jpeg", "\xff\xd8\xff"],
  ["gif", "GIF8"],
  ["zip", "PK\x03\x04"],
  ["zip", "PK\x05\x06"],
  ["ole", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
];

/** Readers accept a PDF whose header is anywhere in its first kilobyte. */
const pdfHeaderWithin = 1024;

export function contentTypeOf(bytes: Uint8Array): ContentType {
  const head = Buffer.from(bytes.subarray(0, pdfHeaderWithin)).toString("latin1");
  const [type] = signatures.find(([, signature]) => head.startsWith(signature)) ?? [];
  if (type === "zip") return namesIn(bytes).includes("[Content_Types].xml") ? "ooxml" : "zip";
  if (type !== undefined) return type;
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return "webp";
  if (head.includes("%PDF-")) return "pdf";
  if (bytes.includes(0) || !isUtf8(bytes)) return "unknown";
  if (/<svg[\s>]/i.test(head)) return "svg";
  return /<(?:!doctype html|html|script|iframe|body)\b/i.test(head) ? "html" : "text";
}

/** The names of a ZIP's entries, from its central directory (APPNOTE 4.3.12); empty when that is broken. */
export function namesIn(bytes: Uint8Array): readonly string[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end === -1 || end + 22 > view.length) return [];
  const names: string[] = [];
  let at = view.readUInt32LE(end + 16);
  while (at + 46 <= view.length && view.readUInt32LE(at) === centralEntry) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.readUInt16LE(at + offset));
    names.push(view.toString("utf8", at + 46, at + 46 + (name ?? 0)));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}

const centralEntry = 0x02014b50;

/** How large a ZIP says that its entries are together. */
export function unpackedSize(bytes: Uint8Array): number {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let total = 0;
  for (let at = view.indexOf("PK\x01\x02", 0, "latin1"); at !== -1; ) {
    if (at + 28 <= view.length) total += view.readUInt32LE(at + 24);
    at = view.indexOf("PK\x01\x02", at + 46, "latin1");
  }
  return total;
}
