import { describe, expect, it } from "vitest";
import { createRedactor, redactStream } from "../../sdk/src/redaction/index.ts";
import { inProportion, orderOfGrowth } from "../computing-time.ts";

const redactor = createRedactor();
const options = { sink: "context" } as const;
const redact = (text: string) => redactor.redact(text, options).text;

// Put together at run time: no host should take this file for a leak.
const card = ["4111", "1111", "1111", "1111"].join(" ");
const githubToken = `gh${"p_"}${"aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0zA1b2C"}`;
const awsKey = `AK${"IA"}QYLPMN5HFIQR7XYZ`;
const privateKey = `-----BEGIN ${"PRIVATE"} KEY-----\n${"MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n".repeat(4)}-----END ${"PRIVATE"} KEY-----`;

describe("a value that hides from redaction", () => {
  it.each([
    [
      "full-width digits",
      [...card]
        .map((digit) => (/\d/.test(digit) ? String.fromCharCode(digit.charCodeAt(0) + 0xfee0) : digit))
        .join(""),
    ],
    [
      "mathematical digits",
      [...card]
        .map((digit) => (/\d/.test(digit) ? String.fromCodePoint(Number(digit) + 0x1d7ce) : digit))
        .join(""),
    ],
    [
      "Devanagari digits",
      [...card]
        .map((digit) => (/\d/.test(digit) ? String.fromCharCode(Number(digit) + 0x966) : digit))
        .join(""),
    ],
    ["zero-width characters between digits", [...card].join("\u200b")],
    ["soft hyphens and variation selectors", [...card].join("\u00ad\ufe0f")],
    ["bidirectional controls", [...card].join("\u2066\u2069")],
    ["tag characters", [...card].join("\u{e0041}")],
    ["hard and thin spaces", card.replaceAll(" ", "\u202f")],
    ["figure dashes", card.replaceAll(" ", "\u2012")],
    ["percent-encoding", [...card].map((digit) => `%${digit.charCodeAt(0).toString(16)}`).join("")],
    ["JSON escapes", [...card].map((digit) => `\\u00${digit.charCodeAt(0).toString(16)}`).join("")],
    ["character references", [...card].map((digit) => `&#${digit.charCodeAt(0)};`).join("")],
    ["base64", Buffer.from(`my card is ${card}`).toString("base64")],
    ["hexadecimal", Buffer.from(`my card is ${card}`).toString("hex")],
  ])("[G6] is found as %s", (_, hidden) => {
    const text = `Pay with ${hidden} today.`;
    expect(redact(text)).not.toContain(hidden);
    expect(redact(text)).toContain("[CARD]");
    // A pattern on the bare text sees nothing of it.
    expect(text).not.toMatch(/\b\d{4} \d{4} \d{4} \d{4}\b/);
  });

  const flat = card.replaceAll(" ", "");
  const groups = card.split(" ");
  it.each([
    ["emphasis in Markdown", `**${groups.join("** **")}**`, "4111"],
    ["code in Markdown", groups.map((group) => `\`${group}\``).join(" "), "4111"],
    ["tags of HTML", "4111<b>1111</b>1111<i>1111</i>", "4111"],
    ["invisible character references", [...flat].join("&shy;"), "4&shy;1"],
    ["zero-width character references", [...flat].join("&#8203;"), "4&#8203;1"],
    ["hard spaces by name", groups.join("&nbsp;"), "4111"],
    ["keycaps", [...flat].map((digit) => `${digit}\ufe0f\u20e3`).join(""), "4\ufe0f"],
    ...["\0", "\u0001", "\u001f", "\u007f", "\u0081", "\u0082", "\u009f"].map((control) => [
      `control characters: ${JSON.stringify(control)}`,
      [...flat].join(control),
      `4${control}1`,
    ]),
    ["an address with a control character", "bob@exam\u0081ple.com", "bob"],
    ["letters that stand for nothing", [...flat].join("\u3164"), "4\u3164"],
    ["one digit after another", [...flat].join("_"), "4_1"],
    ["struck-out digits", [...flat].map((digit) => `${digit}\u0336`).join(""), "4\u0336"],
    ["one group a line", `card\r\n${groups.join("\r\n")}`, "4111"],
    ["columns of a table", `card | ${groups.join(" | ")}`, "4111"],
    ["groups with commas", `visa: ${groups.join(", ")}`, "4111"],
    ["percent-encoding twice", [...flat].map((digit) => `%253${digit}`).join(""), "%2534"],
    [
      "base64 of base64",
      Buffer.from(Buffer.from(`my card is ${card}`).toString("base64")).toString("base64"),
      "YlhrZ",
    ],
    ["an account with dots", "DE89.3704.0044.0532.0130.00", "0532"],
    ["an account in bold groups", "DE89 **3704** 0044 0532 0130 00", "0532"],
    ["an address spelled out", "bob (at) example (dot) com", "bob"],
    ["an address in capitals", "bob AT example DOT com", "bob"],
    ["an address with marks", "bob**@**example.com", "bob"],
    ["an address character by character", "b o b @ e x a m p l e . c o m", "b o b"],
    ["an address with an ideographic stop", "bob@example\u3002com", "bob"],
    ["a token escaped for Markdown", githubToken.replace("_", "\\_"), githubToken.slice(4)],
    [
      "a token in two strings",
      `"${githubToken.slice(0, 20)}" + "${githubToken.slice(20)}"`,
      githubToken.slice(5, 15),
    ],
    ["a token spelled out", [...githubToken].join(" "), [...githubToken.slice(4, 12)].join(" ")],
  ])("[G6] is found when formatting takes it apart: %s", async (_, hidden, visible) => {
    const text = `For your records: ${hidden} and so on, as was agreed the other day.`;
    const redacted = redact(text);
    expect(redacted).not.toContain(visible);
    expect(redact(redacted)).toBe(redacted);
    async function* letters() {
      for (let at = 0; at < text.length; at++) yield text[at] as string;
    }
    let streamed = "";
    for await (const piece of redactStream(letters(), redactor, options)) streamed += piece;
    expect(streamed).toBe(redacted);
  });

  it("[G6] is found behind any number of decoys", () => {
    const encoded = [...flat].map((digit) => `%${digit.charCodeAt(0).toString(16)}`).join("");
    expect(redact(`${"%41bc ".repeat(1000)}${encoded}`)).not.toContain(encoded);
    expect(
      redact(
        `${`a**b**c ${"plain words without any mark ".repeat(4)}`.repeat(300)} ${flat.slice(0, 4)}**${flat.slice(4)}**`,
      ),
    ).toContain("[CARD]");
  });

  it("takes no list, table or emphasis for a value", () => {
    for (const text of [
      "2019, 2020, 2021, 2022 and **2023** were `4111` good",
      `${groups.join(", ")} were the years`,
      "| 1200 | 1300 | 1400 | 1500 |\n| 4200 | 4300 | 4400 | 4500 |",
      "a b c d e f g h i j k l m n o p",
      'x = "alpha" + "beta"; y = `code` <b>bold</b>',
      "We met AT noon DOT matrix printers hum (at) times.",
    ])
      expect(redact(text)).toBe(text);
  });

  it("[G6] is found when it stands against a placeholder, real or invented", () => {
    expect(redact(`[EMAIL]${card}`)).toBe("[EMAIL][CARD]");
    expect(redact(`[[EMAIL_${"a".repeat(19)}]]${card}[EMAIL]`)).not.toContain("4111");
  });

  it("[G6] does not get through by overlapping another value", () => {
    const redacted = redact(
      `https://bob:sesame99@example.com:8443/?card=${card.replaceAll(" ", "")}&mail=bob@example.com`,
    );
    expect(redacted).not.toMatch(/sesame99|4111|bob@/);
  });

  it("[G6] is a secret in every place where one is written down", () => {
    for (const [text, secret] of [
      [`token ${githubToken}`, githubToken],
      [`aws_access_key_id=${awsKey}`, awsKey],
      [`key:\n${privateKey}\n`, "MIIEvQ"],
      [`{"db_password": "correct horse battery"}`, "correct horse battery"],
      ["curl -u admin:pa55phrase https://api.example.com/", "pa55phrase"],
      ["Authorization: Bearer abcdef0123456789abcdef", "abcdef0123456789"],
      ["Server=db;User Id=sa;Password=Tr0ub4dor&3;", "Tr0ub4dor"],
      ["export STRIPE_KEY=9f8e7d6c5b4a39281706f5e4d3c2b1a0", "9f8e7d6c"],
    ] as const)
      expect(redact(text)).not.toContain(secret);
  });
});

describe("a stream", () => {
  it("[G6] leaks no value that chunk boundaries cut, where redacting chunk by chunk does", async () => {
    const text = `The card ${card} and the key ${githubToken} belong to bob@example.com.`;
    const chunks = text.match(/.{1,5}/gs) ?? [];
    const naive = chunks.map(redact).join("");
    expect(naive).toContain("4111 1111");
    async function* source() {
      yield* chunks;
    }
    let shown = "";
    for await (const piece of redactStream(source(), redactor, options)) {
      shown += piece;
      expect(shown).not.toMatch(/4111|bob@/);
    }
    expect(shown).toBe(redact(text));
    expect(shown).toBe("The card [CARD] and the key [SECRET] belong to [EMAIL].");
  });

  it("[G6] holds on to a private key whose end has not come", () => {
    const stream = redactor.stream(options);
    let shown = "";
    for (const line of `Here it is:\n${privateKey}\nThat was it.\n`.split(/(?<=\n)/))
      shown += stream.push(line);
    shown += stream.end();
    expect(shown).toBe("Here it is:\n[SECRET]\nThat was it.\n");
  });

  it("does not hold text without a space for ever", () => {
    const stream = redactor.stream(options);
    let shown = "";
    for (let chunk = 0; chunk < 50; chunk++) shown += stream.push("x".repeat(1000));
    expect(shown.length).toBeGreaterThan(20_000);
    expect((shown + stream.end()).length).toBe(50_000);
  });
});

describe("a hostile text before a value", () => {
  it.each([
    "a@a.a.a.",
    "1-1-",
    "://a:",
    "a@a@",
    "password=",
    "-----BEGIN PRIVATE KEY-----\nAAAA",
    "12 Main Street, ",
    "::1 ",
    "eyJhbGciOi.",
  ])("[G6] neither hides it nor stops the search: %j", (seed) => {
    const { text } = redactor.redact(`${seed.repeat(100_000 / seed.length)} bob@example.com`, {
      sink: "log",
    });
    expect(text.endsWith(" [EMAIL]")).toBe(true);
  });

  it.each(["John ", "a ", "**a", "@", "-", "7", "Word ", "&#65;", "<b>1", "a (at) "])(
    "[G6] a megabyte of it is read to its end, in time that grows with its length: %j",
    (seed) => {
      const hostile = (length: number) => `${seed.repeat(length / seed.length)} bob@example.com`;
      const read = (text: string) =>
        expect(redactor.redact(text, { sink: "log" }).text).toMatch(/\[EMAIL\]$/);
      read(hostile(1_000_000));
      expect(orderOfGrowth(hostile, read, [40_000, 320_000])).toBeLessThan(inProportion);
    },
  );
});
