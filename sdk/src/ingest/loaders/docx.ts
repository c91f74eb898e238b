import { withHiddenBlock } from "./hidden-block.ts";
import type { LoadedDocument } from "./loaded-document.ts";

/** A Word file is a ZIP: this bounds what a small file may unpack to. */
const maxUnpackedBytes = 200 * 1024 * 1024;

export async function loadDocx(bytes: Uint8Array, name: string): Promise<LoadedDocument> {
  const { strFromU8, strToU8, unzipSync, zipSync } = await import("fflate");
  const { default: mammoth } = await import("mammoth");
  let unpacked = 0;
  const parts = unzipSync(bytes, {
    filter: ({ originalSize }) => {
      unpacked += originalSize;
      if (unpacked > maxUnpackedBytes) throw new Error("The file unpacks to more than 200 MB.");
      return true;
    },
  });
  const main = parts[mainPart];
  if (main === undefined) throw new Error("The file is not a Word document.");

  const { visible, hidden } = separateHiddenRuns(strFromU8(main));
  const cleaned = zipSync({ ...parts, [mainPart]: strToU8(visible) }, { level: 0 });
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(cleaned) });
  const text = value.replace(/\n{2,}/g, "\n\n").trim();
  const sides = Object.entries(parts).filter(([path]) => sideParts.test(path));
  return {
    title:
      /<dc:title>([^<]{1,200})<\/dc:title>/.exec(partText(parts["docProps/core.xml"], strFromU8))?.[1] ??
      name,
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    text,
    screened: withHiddenBlock(
      [text, ...sides.map(([, part]) => runText(strFromU8(part)))].join("\n"),
      hidden.map(runText).join("\n"),
    ),
  };
}

const mainPart = "word/document.xml";
/** Shown beside the text, or not at all, by most readers; never indexed. */
const sideParts =
  /^(?:word\/(?:comments|footnotes|endnotes|header\d*|footer\d*)|docProps\/(?:core|app|custom))\.xml$/;

/** Takes out the runs that Word doesn't show: vanished, white, or under 2 points. */
function separateHiddenRuns(xml: string): { visible: string; hidden: string[] } {
  const hidden: string[] = [];
  const close = "</w:r>";
  const visible = xml.split(close).map((piece, index, pieces) => {
    const start = Math.max(piece.lastIndexOf("<w:r>"), piece.lastIndexOf("<w:r "));
    if (start === -1 || index === pieces.length - 1) return piece;
    const run = piece.slice(start);
    if (!hidingProperties.test(run)) return piece + close;
    hidden.push(run);
    return piece.slice(0, start);
  });
  const last = visible.pop() ?? "";
  return { visible: visible.join("") + last, hidden };
}

const hidingProperties =
  /<w:(?:vanish|webHidden|specVanish)(?:\s+w:val="(?:1|true|on)")?\s*\/>|<w:color\s[^>]{0,100}w:val="(?:FFFFFF|ffffff)"|<w:sz\s+w:val="[0-3]"/;

function runText(xml: string): string {
  return xml
    .replace(/<\/w:p>|<w:br\s*\/>/g, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&");
}

function partText(part: Uint8Array | undefined, decode: (bytes: Uint8Array) => string): string {
  return part === undefined ? "" : decode(part);
}
