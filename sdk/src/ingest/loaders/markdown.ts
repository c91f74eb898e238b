import { z } from "zod/v4";
import { removeHiddenHtml } from "./html-text.ts";
import type { LoadedDocument } from "./loaded-document.ts";
import { readSource } from "./read-source.ts";

/** Markdown (or plain text) with optional YAML front matter: `title`, and `sallyport: { label }`. */
export async function loadMarkdown(bytes: Uint8Array, name: string): Promise<LoadedDocument> {
  const source = readSource(bytes);
  const { data, body } = await splitFrontMatter(source);
  const text = (await removeHiddenHtml(body)).trim();
  const heading = /^#{1,6}[ \t]+(.{1,200})$/m.exec(text)?.[1]?.trim();
  return {
    title: data.title ?? heading ?? name,
    mediaType: "text/markdown",
    text,
    screened: source,
    ...(data.sallyport && { label: data.sallyport.label }),
  };
}

const frontMatter = z.looseObject({
  title: z.string().optional(),
  sallyport: z.strictObject({ label: z.string() }).optional(),
});

/** In characters. The parser looks for repeated keys by comparing each with all before it. */
const longestFrontMatter = 16 * 1024;

async function splitFrontMatter(
  source: string,
): Promise<{ data: z.infer<typeof frontMatter>; body: string }> {
  const end = source.startsWith("---\n") ? source.indexOf("\n---\n", 3) : -1;
  if (end === -1) return { data: {}, body: source };
  if (end > longestFrontMatter) throw new RangeError("The front matter is too long.");
  const { parse } = await import("yaml");
  const data = frontMatter.parse(parse(source.slice(4, end + 1), { maxAliasCount: 20 }) ?? {});
  return { data, body: source.slice(end + "\n---\n".length) };
}
