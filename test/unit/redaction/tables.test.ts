import { describe, expect, it } from "vitest";
import { createRedactor, patternRecogniser } from "../../../sdk/src/redaction/index.ts";

const redactor = createRedactor();
const redact = (text: string) => redactor.redact(text, { sink: "context" }).text;
/** Far enough from the headings that nothing but the column can tell. */
const filler = (row: string) => `${row}\n`.repeat(12);

describe("the heading of a column", () => {
  it.each([
    ["commas", "name,ssn,dob\n", "Bo,536221299,1990-02-01", "Bo,[US_SSN],[DATE_OF_BIRTH]"],
    ["semicolons", "id;Telefon;Geburtsdatum\n", "7;0301234567;01.02.1982", "7;[PHONE];[DATE_OF_BIRTH]"],
    ["tabs", "name\tSocial Security Number\n", "Bo\t536221299", "Bo\t[US_SSN]"],
    ["Markdown", "| Name | `customerPhone` |\n|---|:-:|\n", "| Bo | 2025550123 |", "| Bo | [PHONE] |"],
    [
      "psql",
      " id | name | ssn_no\n----+------+--------\n",
      "  7 | Bo   | 536221299",
      "  7 | Bo   | [US_SSN]",
    ],
    ["mysql", "+----+-----+\n| id | DOB |\n+----+-----+\n", "| 7 | 1990-02-01 |", "| 7 | [DATE_OF_BIRTH] |"],
    ["boxes", "│ name │ ssn │\n├──┼──┤\n", "│ Bo │ 536221299 │", "│ Bo │ [US_SSN] │"],
    ["quotes", '"Name","Date of Birth"\r\n', '"Ek, Bo","1990-02-01"\r', '"Ek, Bo","[DATE_OF_BIRTH]"\r'],
    ["passwords", "user,password\n", "bo,tulip-rain9", "bo,[SECRET]"],
  ])("is context in every row: %s", (_, headings, row, expected) => {
    expect(redact(headings + filler(row))).toBe(headings + filler(expected));
  });

  it("goes through quoted line breaks, empty lines and doubled quotes", () => {
    const rows = (ssn: string) => `Bo,"one ""two"",\n\nthree, four",${ssn}`;
    expect(redact(`name,notes,ssn\n${filler(rows("536221299"))}`)).toBe(
      `name,notes,ssn\n${filler(rows("[US_SSN]"))}`,
    );
  });

  it("keeps rows and columns where a value goes on over several cells", () => {
    expect(redact("name,ssn\nBo,12 Main Street\nApt 4,Springfield\n").split("\n")).toHaveLength(4);
    expect(redact("name,street,ssn\nBo,Hauptstraße 12, 10115 Berlin,536221299").split(",")).toHaveLength(6);
  });

  it("says no more than the same word before the value", () => {
    const table = `number,id,account,ssn\n${filler("0,0,0,0")}${filler("536221299,536221299,12345678,000221299")}`;
    expect(redact(table)).toBe(table);
  });

  it("is carried through a stream, which goes on from line to line", () => {
    const text = `id,name,ssn\n${Array.from({ length: 1_000 }, (_, row) => `${row + 1000},Bo,536221299\n`).join("")}`;
    for (const size of [37, 4_096]) {
      const stream = redactor.stream({ sink: "context" });
      let shown = "";
      let most = 0;
      for (let at = 0; at < text.length; at += size) {
        shown += stream.push(text.slice(at, at + size));
        // Each row loses a character.
        most = Math.max(most, at - shown.length - shown.split("[US_SSN]").length);
      }
      expect(shown + stream.end()).toBe(redact(text));
      expect(most).toBeLessThan(130);
    }
  });

  it("ends with its table", () => {
    const figures = filler("2,0") + filler("2,536221299");
    expect(redact(`name,ssn\nBo,536221299\n\nno,total\n${figures}`)).toBe(
      `name,ssn\nBo,[US_SSN]\n\nno,total\n${figures}`,
    );
  });

  it("is named among the reasons", () => {
    const found = redactor.explain(`name,soc_sec\n${filler("Bo,536221299")}`, { sink: "context" });
    expect(found.at(-1)).toMatchObject({ type: "US_SSN", outcome: "redacted" });
    expect(found.at(-1)?.why).toEqual(expect.arrayContaining(['context "soc_sec"', "heading"]));
  });

  it("is context for recognisers and words of one's own", () => {
    const own = createRedactor({
      recognisers: [
        patternRecogniser({ name: "badge", type: "BADGE", patterns: ["\\b\\d{5}\\b"], words: ["badge"] }),
        patternRecogniser({ name: "file", type: "FILE", patterns: ["\\b\\d{6}\\b"], score: 0.3 }),
      ],
      contextWords: { FILE: ["akte"] },
    });
    const headings = `badge,Akte,x\n${filler("0,0,0")}`;
    expect(own.redact(headings + filler("12345,123456,12345"), { sink: "context" }).text).toBe(
      headings + filler("[BADGE],[FILE],12345"),
    );
  });

  it("is context in JSON's arrays of rows, for numbers too", () => {
    const rows = [
      ["name", "ssn", "DOB"],
      ["Bo", "536221299", "1990-02-01"],
      ["Bo", 536221299, null, "536221299"],
    ];
    const table = (first: readonly string[]) =>
      redactor.redactJson({ table: [first, ...rows.slice(1)] }, { sink: "context" });
    expect(table(["name", "ssn", "DOB"]).table.slice(1)).toEqual([
      ["Bo", "[US_SSN]", "[DATE_OF_BIRTH]"],
      ["Bo", "[US_SSN]", null, "536221299"],
    ]);
    for (const first of [
      ["name", "ssn", "bob@example.com"],
      ["name", "ssn", "[EMAIL]"],
    ])
      expect(table(first).table.slice(1)).toEqual(rows.slice(1));
  });

  it("takes nothing from the name of the field in JSON", () => {
    const table = {
      ssn: [
        ["Ana", "Bo"],
        ["536221299", "x"],
      ],
      password: [
        ["Ana", "Bo"],
        ["tulip", "rain"],
      ],
    };
    expect(redactor.redactJson(table, { sink: "context" })).toEqual({
      ssn: [
        ["Ana", "Bo"],
        ["[US_SSN]", "x"],
      ],
      password: [
        ["[SECRET]", "[SECRET]"],
        ["[SECRET]", "[SECRET]"],
      ],
    });
  });

  it("leaves what policy keeps", () => {
    const keeping = createRedactor({
      policy: { operatorFor: ({ type }) => (type === "US_SSN" ? "keep" : "replace") },
    });
    const { text } = keeping.redact(`ssn,dob\n${filler("536221299,1990-02-01")}`, { sink: "context" });
    expect(text).toBe(`ssn,dob\n${filler("536221299,[DATE_OF_BIRTH]")}`);
  });
});
