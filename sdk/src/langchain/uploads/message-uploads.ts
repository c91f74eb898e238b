import type { MessageContent } from "@langchain/core/messages";
import { inspectUpload, type UploadFinding, type UploadLimits } from "./inspect-upload.ts";

/** What speaks against the files in a message, whichever way its author's client wrote them. */
export function inspectUploads(
  content: MessageContent,
  limits: Partial<UploadLimits> | undefined,
): readonly UploadFinding[] {
  if (typeof content === "string") return [];
  return content.flatMap((block) => {
    const upload = uploadIn(block as Readonly<Record<string, unknown>>);
    return upload === undefined ? [] : inspectUpload(upload.bytes, upload.type, limits);
  });
}

interface Upload {
  readonly bytes: Uint8Array;
  readonly type?: string;
}

/** LangChain's own blocks, and OpenAI's: bytes, base64, or a `data:` URL. What is only linked is no upload. */
function uploadIn(block: Readonly<Record<string, unknown>>): Upload | undefined {
  const nested = block.file ?? block.source ?? block;
  const { data, file_data, url, mimeType, mime_type, media_type } = nested as Readonly<
    Record<string, unknown>
  >;
  const image = block.image_url;
  const link = typeof image === "object" && image !== null && "url" in image ? image.url : (image ?? url);
  const named = [mimeType, mime_type, media_type].find((type) => typeof type === "string");
  for (const value of [data, file_data, link]) {
    if (value instanceof Uint8Array) return withType(value, named);
    if (typeof value !== "string") continue;
    const [, type, encoded] = /^data:([^,;]*)[^,]*;base64,(.*)$/s.exec(value) ?? [];
    if (encoded !== undefined) return withType(Buffer.from(encoded, "base64"), type || named);
    if (value !== link) return withType(Buffer.from(value, "base64"), named);
  }
  return undefined;
}

function withType(bytes: Uint8Array, type: string | undefined): Upload {
  return { bytes, ...(type === undefined ? {} : { type }) };
}
