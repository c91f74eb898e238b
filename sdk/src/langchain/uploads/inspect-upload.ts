import { type ContentType, contentTypeOf, namesIn, unpackedSize } from "./content-type.ts";

/** What people may attach: 20 MB of PDF, pictures, office files and text unless given. */
export interface UploadLimits {
  readonly maxBytes: number;
  /** By content, whatever the name says. */
  readonly types: readonly ContentType[];
  /** What an archive or an office file may unpack to. */
  readonly maxUnpackedBytes: number;
}

const defaultUploadLimits: UploadLimits = {
  maxBytes: 20 * 1024 * 1024,
  types: ["pdf", "png", "jpeg", "gif", "webp", "ooxml", "text"],
  maxUnpackedBytes: 200 * 1024 * 1024,
};

export interface UploadFinding {
  readonly code: "too-large" | "type-not-allowed" | "type-disguised" | "active-content" | "unpacks-too-large";
  /** For people. */
  readonly message: string;
}

/** What speaks against a file that a person attached; nothing when it may go on. Linear in its size. */
export function inspectUpload(
  bytes: Uint8Array,
  declaredType?: string,
  limits: Partial<UploadLimits> = {},
): readonly UploadFinding[] {
  const { maxBytes, types, maxUnpackedBytes } = { ...defaultUploadLimits, ...limits };
  if (bytes.length > maxBytes)
    return [{ code: "too-large", message: `The file is larger than ${maxBytes} bytes.` }];
  const type = contentTypeOf(bytes);
  const findings: UploadFinding[] = [];
  if (!types.includes(type))
    findings.push({ code: "type-not-allowed", message: `Files of this kind (${type}) are not taken.` });
  if (declaredType !== undefined && !mayBeCalled(type, declaredType))
    findings.push({ code: "type-disguised", message: `The file is not what it is called: it is ${type}.` });
  if ((type === "zip" || type === "ooxml") && unpackedSize(bytes) > maxUnpackedBytes)
    findings.push({ code: "unpacks-too-large", message: "The file unpacks to far more than it is." });
  const active = activeContentIn(bytes, type);
  if (active !== undefined)
    findings.push({ code: "active-content", message: `The file contains ${active}.` });
  return findings;
}

const mediaTypes: Readonly<Partial<Record<ContentType, RegExp>>> = {
  pdf: /^application\/pdf\b/i,
  png: /^image\/png\b/i,
  jpeg: /^image\/jpe?g\b/i,
  gif: /^image\/gif\b/i,
  webp: /^image\/webp\b/i,
  svg: /^image\/svg\+xml\b/i,
  zip: /^application\/(?:x-)?zip\b/i,
  ooxml: /^application\/vnd\.(?:openxmlformats|ms-)/i,
  ole: /^application\/(?:msword|vnd\.ms-)/i,
  html: /^text\/html\b/i,
  text: /^(?:text\/(?!html)|application\/(?:json|yaml|xml)\b)/i,
};

function mayBeCalled(type: ContentType, declared: string): boolean {
  return /^application\/octet-stream\b/i.test(declared) || (mediaTypes[type]?.test(declared) ?? false);
}

/** Programs inside documents: macros (OOXML, OLE), PDF actions, script in markup. */
function activeContentIn(bytes: Uint8Array, type: ContentType): string | undefined {
  if (type === "zip" || type === "ooxml") {
    const names = namesIn(bytes).map((name) => name.toLowerCase());
    if (names.length === 0) return "a broken table of contents";
    if (
      names.some((name) =>
        /vbaproject\.bin$|(?:^|\/)activex\/|(?:^|\/)embeddings\/.*\.bin$|macrosheets\//.test(name),
      )
    )
      return "macros or embedded programs";
    return undefined;
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (type === "ole") return /V\0B\0A\0|M\0a\0c\0r\0o\0s\0/.test(text) ? "macros" : undefined;
  // A name in a PDF may have any of its characters in hexadecimal: /J#61vaScript (ISO 32000-1, 7.3.5).
  if (type === "pdf")
    return pdfActions.test(
      text.replace(/#([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
    )
      ? "actions that run when it is opened"
      : undefined;
  if (type === "svg" || type === "html")
    return /<script\b|\son\w+\s*=|javascript:/i.test(text) ? "script" : undefined;
  return undefined;
}

const pdfActions = /\/(?:JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile|RichMedia|XFA)\b/;
