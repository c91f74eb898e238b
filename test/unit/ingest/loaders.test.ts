import { Document, Packer, Paragraph, TextRun } from "docx";
import PDFDocument from "pdfkit";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../../../sdk/src/ingest/loaders/index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function pdfOf(draw: (pdf: PDFKit.PDFDocument) => void, info = {}): Promise<Uint8Array> {
  const pdf = new PDFDocument({ info });
  const parts: Buffer[] = [];
  pdf.on("data", (part: Buffer) => parts.push(part));
  draw(pdf);
  pdf.end();
  await new Promise((resolve) => pdf.on("end", resolve));
  return Buffer.concat(parts);
}

describe("Markdown", () => {
  it("reads title and label from front matter, and drops what does not render", async () => {
    const source =
      "---\ntitle: Refunds\nsallyport: { label: finance }\n---\n# Heading\n\nText <!-- note --> and <b hidden>gone</b> `List<String>`.";
    expect(await loadDocument("a/b.md", bytes(source))).toEqual({
      title: "Refunds",
      mediaType: "text/markdown",
      text: "# Heading\n\nText  and  `List<String>`.",
      screened: source,
      label: "finance",
    });
  });

  it("takes the title from the first heading, else from the file's name", async () => {
    expect((await loadDocument("b.md", bytes("Text\n\n## Second heading\n"))).title).toBe("Second heading");
    expect((await loadDocument("x/b.txt", bytes("Text"))).title).toBe("b.txt");
  });
});

describe("HTML", () => {
  it("reads what a browser shows, and hands the screener everything", async () => {
    const html = `<html><head><title>Offer</title><style>p{}</style></head><body><h1>Big</h1><p>One
      two</p><div style="display : none">HIDDEN</div><span aria-hidden="true">HIDDEN</span><p style="opacity:0">HIDDEN</p>
      <script>HIDDEN</script><!-- HIDDEN --><p style="font-size:0px">HIDDEN</p><p style="opacity:0.9">shown</p></body></html>`;
    const { title, text, screened } = await loadDocument("a.html", bytes(html));
    expect({ title, text }).toEqual({ title: "Offer", text: "Big\nOne two\nshown" });
    expect(screened).toBe(html);
  });

  it("survives a page that is nested a hundred thousand deep", async () => {
    const { text } = await loadDocument("a.html", bytes(`${"<b>".repeat(100_000)}deep`));
    expect(text).toBe("deep");
  });
});

describe("e-mail", () => {
  it("reads what the client shows and hands the screener both bodies and all headers", async () => {
    const mail = [
      "From: Ann <ann@supplier.example>",
      "To: desk@acme.example",
      "Subject: =?UTF-8?Q?Caf=C3=A9_invoice?=",
      "X-Note: HEADER",
      'Content-Type: multipart/alternative; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain; charset=utf-8",
      "",
      "PLAIN",
      "--b",
      "Content-Type: text/html; charset=utf-8",
      "",
      "<p>Shown</p><p hidden>HIDDEN</p>",
      "--b--",
    ].join("\r\n");
    const { title, text, screened } = await loadDocument("a.eml", bytes(mail));
    expect(title).toBe("Café invoice");
    expect(text).toContain("From: Ann <ann@supplier.example>");
    expect(text).toMatch(/Shown$/);
    expect(text).not.toMatch(/HIDDEN|PLAIN|HEADER/);
    for (const part of ["HIDDEN", "PLAIN", "HEADER", "Café"]) expect(screened).toContain(part);
  });
});

describe("text", () => {
  const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"));
  const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

  it("is read as its byte order mark says", async () => {
    const text = "Café\r\nat the quay";
    for (const written of [
      bytes(text),
      bytes(`\uFEFF${text}`),
      utf16(text),
      Buffer.from(utf16(text)).swap16(),
    ])
      expect((await loadDocument("a.txt", written)).text).toBe("Café\nat the quay");
  });

  it.each(["a.txt", "a.md", "a.html", "a.csv"])("is refused in an unknown encoding: %s", async (name) => {
    for (const unreadable of [latin1("Café"), bytes("a\0b"), utf16("Café").slice(0, -1)])
      await expect(loadDocument(name, unreadable)).rejects.toMatchObject({
        code: "ERR_INGEST_BROKEN_FILE",
        hint: "Save it as UTF-8.",
      });
  });
});

describe("CSV", () => {
  it("makes each record explain itself", async () => {
    const csv = 'name,note\r\nAda,"first, ""the"" best"\r\nBo,second,extra\r\n';
    const { text } = await loadDocument("people.csv", bytes(csv));
    expect(text).toBe('name: Ada; note: first, "the" best\nname: Bo; note: second; column 3: extra');
  });

  it.each([";", "\t"])("is divided where its first line is: %j", async (delimiter) => {
    const csv = [
      ["name", "price"],
      ["Ada", "1,50"],
    ]
      .map((row) => row.join(delimiter))
      .join("\n");
    expect((await loadDocument("prices.csv", bytes(csv))).text).toBe("name: Ada; price: 1,50");
  });
});

describe("PDF", () => {
  it("reads the pages; tiny text reaches the screener alone, marked as hidden, off-page text nobody", async () => {
    const pdf = await pdfOf(
      (page) => {
        page.fontSize(12).text("Visible text.");
        page.fontSize(1).text("TINY <b>");
        page.fontSize(12).text("OUTSIDE", -2000, 100, { lineBreak: false });
      },
      { Title: "Price list", Keywords: "KEYWORD" },
    );
    const { title, text, screened } = await loadDocument("a.pdf", pdf);
    expect(title).toBe("Price list");
    expect(text).toBe("Visible text.");
    expect(screened).toContain("KEYWORD");
    expect(screened).toContain("<div hidden>TINY &lt;b></div>");
    expect(screened).not.toContain("OUTSIDE");
  });

  it("does not call an ordinary file's properties hidden", async () => {
    const pdf = await pdfOf((page) => page.text("Visible."), { Title: "T" });
    expect((await loadDocument("a.pdf", pdf)).screened).not.toContain("hidden");
  });
});

describe("Word", () => {
  it("reads the text; vanished, white and tiny runs reach the screener alone, marked as hidden", async () => {
    const docx = await Packer.toBuffer(
      new Document({
        title: "Contract",
        sections: [
          {
            children: [
              new Paragraph({
                children: [
                  new TextRun("Visible "),
                  new TextRun({ text: "VANISHED", vanish: true }),
                  new TextRun({ text: "WHITE", color: "FFFFFF" }),
                  new TextRun({ text: "TINY", size: 2 }),
                  new TextRun("text."),
                ],
              }),
            ],
          },
        ],
      }),
    );
    const { title, text, screened } = await loadDocument("a.docx", docx);
    expect(title).toBe("Contract");
    expect(text).toBe("Visible text.");
    expect(screened).toMatch(/<div hidden>VANISHED\nWHITE\nTINY<\/div>/);
  });

  it("refuses a file that unpacks to more than 200 MB", async () => {
    const { zipSync } = await import("fflate");
    const bomb = zipSync({ "word/document.xml": new Uint8Array(201 * 1024 * 1024) }, { level: 1 });
    expect(bomb.length).toBeLessThan(2_000_000);
    await expect(loadDocument("a.docx", bomb)).rejects.toMatchObject({ code: "ERR_INGEST_BROKEN_FILE" });
  });
});
