import { readHtml } from "./html-text.ts";
import type { LoadedDocument } from "./loaded-document.ts";
import { readSource } from "./read-source.ts";

export async function loadHtml(bytes: Uint8Array, name: string): Promise<LoadedDocument> {
  const html = readSource(bytes);
  const { title, text } = await readHtml(html);
  return { title: title ?? name, mediaType: "text/html", text, screened: html };
}
