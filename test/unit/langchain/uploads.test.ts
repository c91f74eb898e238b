import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { inspectUpload } from "../../../sdk/src/langchain/uploads/inspect-upload.ts";
import { inspectUploads } from "../../../sdk/src/langchain/uploads/message-uploads.ts";
import { inProportion, orderOfGrowth } from "../../computing-time.ts";

const office = (entries: Readonly<Record<string, Uint8Array>>) =>
  zipSync({ "[Content_Types].xml": strToU8("<Types/>"), ...entries });
const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const codes = (bytes: Uint8Array, type?: string, limits = {}) =>
  inspectUpload(bytes, type, limits).map(({ code }) => code);
const latin = (text: string) => Buffer.from(text, "latin1");

describe("a file that a person attaches", () => {
  it.each([
    ["a PDF", latin("%PDF-1.7 hello"), "application/pdf"],
    ["a picture", latin("\x89PNG\r\n\x1a\n…"), "image/png"],
    ["an office document", office({ "word/document.xml": strToU8("<w/>") }), docx],
    ["a text", strToU8("Grüße"), "text/plain"],
    ["a table", strToU8("a,b\n1,2"), "text/csv"],
    ["something without a declared type", strToU8("hello"), undefined],
  ])("goes on when it is %s", (_, bytes, type) => {
    expect(codes(bytes, type)).toEqual([]);
  });

  it.each([
    ["a macro", office({ "word/vbaProject.bin": strToU8("x") }), docx, "active-content"],
    [
      "an embedded program",
      office({ "word/embeddings/oleObject1.bin": strToU8("x") }),
      docx,
      "active-content",
    ],
    ["Excel 4 macros", office({ "xl/macrosheets/sheet1.xml": strToU8("x") }), docx, "active-content"],
    ["a hidden PDF action", latin("%PDF-1.4 /Open#41ction 1 0 R"), "application/pdf", "active-content"],
    ["a picture that is a program", latin("\x7fELF\x02\0\0"), "image/png", "type-disguised"],
    ["a picture that is a page", strToU8("<html><script>x</script>"), "image/png", "type-disguised"],
    ["a drawing with script", strToU8('<svg onload="x()"></svg>'), "image/svg+xml", "active-content"],
    [
      "an old office file",
      latin("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
      "application/msword",
      "type-not-allowed",
    ],
  ])("is turned away with %s", (_, bytes, type, code) => {
    expect(codes(bytes, type)).toContain(code);
  });

  it("is turned away when it unpacks to far more than it is", () => {
    const bomb = office({ "word/document.xml": new Uint8Array(3 << 20) });
    expect(bomb.length).toBeLessThan(20_000);
    expect(codes(bomb, docx, { maxUnpackedBytes: 1 << 20 })).toEqual(["unpacks-too-large"]);
    expect(codes(bomb, docx)).toEqual([]);
  });

  it("is turned away when its table of contents is broken", () => {
    const whole = office({ "word/vbaProject.bin": strToU8("x") });
    expect(codes(whole.subarray(0, whole.length - 10), docx)).not.toEqual([]);
  });

  it("is read in linear time, whatever it is", () => {
    for (const text of ["%PDF-/J#", "<svg ".repeat(2), "PK\x01\x02", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1V\0"]) {
      const hostile = (size: number) => latin(text.repeat(size / text.length));
      const inspect = (bytes: Parameters<typeof inspectUpload>[0]) => inspectUpload(bytes);
      expect(orderOfGrowth(hostile, inspect, [1_000_000, 8_000_000])).toBeLessThan(inProportion);
    }
  });
});

describe("files in messages", () => {
  const program = latin("MZ\x90\0\x03\0").toString("base64");

  it.each([
    ["LangChain's blocks", { type: "file", mimeType: "application/pdf", data: program }],
    ["older blocks", { type: "file", source_type: "base64", mime_type: "application/pdf", data: program }],
    ["OpenAI's files", { type: "file", file: { file_data: `data:application/pdf;base64,${program}` } }],
    ["OpenAI's pictures", { type: "image_url", image_url: { url: `data:image/png;base64,${program}` } }],
    ["Anthropic's documents", { type: "document", source: { media_type: "application/pdf", data: program } }],
  ])("are found in %s", (_, block) => {
    expect(inspectUploads([block as never], undefined)).not.toEqual([]);
  });

  it("what is only linked, or said, is none", () => {
    const linked = { type: "image_url", image_url: { url: "https://example.com/a.png" } };
    expect(inspectUploads([linked, { type: "text", text: "hello" }] as never, undefined)).toEqual([]);
  });
});
