import { withHiddenBlock } from "./hidden-block.ts";
import type { LoadedDocument } from "./loaded-document.ts";

/** Text smaller than this (points) is there for machines, not for people. */
const smallestReadableSize = 2;

export async function loadPdf(bytes: Uint8Array, name: string): Promise<LoadedDocument> {
  const { getDocumentProxy, getMeta, extractTextItems } = await import("unpdf");
  // pdf.js takes over the buffer that it is given.
  const pdf = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 });
  try {
    const { items } = await extractTextItems(pdf);
    const { info } = await getMeta(pdf);
    const visible: string[] = [];
    const hidden: string[] = [];
    // pdf.js leaves out what lies outside the page.
    for (const page of items) {
      for (const item of page) {
        const seen = item.str.trim() === "" || item.fontSize >= smallestReadableSize;
        (seen ? visible : hidden).push(item.str + (item.hasEOL ? "\n" : ""));
      }
      visible.push("\n\n");
    }
    const text = visible.join("").trim();
    const properties = [info.Title, info.Subject, info.Keywords, info.Author].map((value) =>
      String(value ?? "").trim(),
    );
    return {
      title: properties[0] || name,
      mediaType: "application/pdf",
      text,
      screened: withHiddenBlock([...properties, text].join("\n"), hidden.join("\n")),
    };
  } finally {
    await pdf.destroy();
  }
}
