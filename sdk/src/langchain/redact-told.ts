/** Blocks and fields that repeat a message's tool calls: the gate judges those. */
const calls = /^(?:tool_use|tool_call|tool_call_chunk|input_json_delta|function_call|tool_calls)$/;
/** What providers want back as they gave it, and nobody reads. */
const opaque = /^(?:id|type|index|model|role|mime_?type|source_type|.*signatures?|encrypted_?content)$/i;
const dataUrl = /^data:[^,]{0,200};base64,/;
const binaryFields = /^(?:data|file_data|image_url|url)$/;

/** A field's name, as providers write them; any other may be a value. */
const ordinary = /^\w{1,40}$/;

/** Deeper than any provider nests. */
const deepest = 64;

/**
 * A copy of what a provider tells, its texts given through `redact`, whatever they are called: text, reasoning and its
 * summaries, refusals, citations, transcripts, results of the provider's own tools. Pictures and sounds stay.
 */
export function redactTold<Told>(told: Told, redact: (text: string, field: string) => string): Told {
  function copy(value: unknown, field: string, depth: number): unknown {
    if (typeof value === "string") return isBinary(value, field) ? value : redact(value, field);
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
    if (depth > deepest) return "[left out]";
    if (Array.isArray(value)) return value.map((item) => copy(item, field, depth + 1));
    if ("type" in value && calls.test(String(value.type))) return value;
    const shown = Object.entries(value).map(([key, child]) => [
      ordinary.test(key) ? key : redact(key, ""),
      calls.test(key) || (opaque.test(key) && typeof child !== "object")
        ? child
        : copy(child, key, depth + 1),
    ]);
    return Object.fromEntries(shown);
  }
  return copy(told, "", 0) as Told;
}

/** Base64 whose first bytes are none of a text: a text in it is read, as anywhere. */
function isBinary(text: string, field: string): boolean {
  const prefix = dataUrl.exec(text)?.[0];
  if (prefix === undefined && !binaryFields.test(field)) return false;
  const start = text.slice(prefix?.length ?? 0, (prefix?.length ?? 0) + 256);
  return /^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(start) && Buffer.from(start, "base64").some(isNoText);
}

const isNoText = (byte: number) => byte < 9 || (byte > 13 && byte < 32) || byte === 127;
