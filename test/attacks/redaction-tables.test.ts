import { describe, expect, it } from "vitest";
import { createRedactor } from "../../sdk/src/redaction/index.ts";
import { inProportion, orderOfGrowth } from "../computing-time.ts";

const redactor = createRedactor();
const redact = (text: string) => redactor.redact(text, { sink: "context" }).text;
/** Other people's rows, far behind the attacker's. */
const others = "Bo Ek,nothing else to say here,536221299\n".repeat(6);

describe("rows that somebody else wrote", () => {
  it.each([
    ["headings of their own", "name,phone,fax\n"],
    ["words alone", "abc,def,ghi\n"],
    ["more cells", `${"x,".repeat(500)}x\n`],
    ["a quote that never closes", '"x,y,z\n'],
    ["a quote in the last cell", 'x,y,"z\n'],
    ["a quoted empty line", 'x,"\n\n\n",z\n'],
    ["quoted delimiters", 'x,"y,y,y,y""",z\n'],
    ["a placeholder", "[EMAIL],ssn,[US_SSN]\n"],
    ["a rule", "---,---,---\n"],
    ["a long line", `x,${"y ".repeat(9_000)},z\n`],
    ["a long quoted cell", `x,"${"y \n".repeat(9_000)}",z\n`],
    ["invisible signs", "x\u200b,\u2060y,\ufeff\n"],
  ])("[G6] do not take the heading from other rows: %s", (_, row) => {
    const text = redact(`name,notes,ssn\n${others}${row}${others}`);
    expect(text).not.toContain("536221299");
    expect(text.split("[US_SSN]").length).toBeGreaterThan(12);
  });

  it.each([
    ["shifted by a line break", 'name,notes,mail\nBo,"one\ntwo,bob@example.com,536-22-1234\n'],
    ["in a heading", "ssn,bob@example.com,dob\nBo,536-22-1234,4111111111111111\n"],
    [
      "over two cells",
      "ssn,phone\n4111 1111,1111 1111\n+44 20 7946,0958\nbob@exam,ple.com bob@example.com\n",
    ],
    ["beyond the last column", "ssn,dob\n1,2,3,4,bob@example.com,536-22-1234\n"],
  ])("[G6] lose nothing that is found without headings: %s", (_, text) => {
    const found = (written: string) =>
      redactor
        .find(written)
        .flatMap(({ start, end }) => [...written.slice(start, end).matchAll(/[\w@.-]+/g)].flat());
    // The same lines, none of which is read as a table's headings.
    const [headings, ...rows] = text.split("\n");
    const plain = found(`${headings} 123\n${rows.join("\n")}`).filter((part) => part !== "123");
    expect(found(text)).toEqual(expect.arrayContaining(plain));
  });
});

describe("hostile tables", () => {
  const fill = (part: (index: number) => string, length: number) => {
    let text = "";
    for (let index = 0; text.length < length; index++) text += part(index);
    return text.slice(0, length);
  };
  const wide = "ssn dob tel card account number";

  it.each<[string, (length: number) => string]>([
    [
      "ten thousand columns",
      (length) => fill(() => "ssn,", length / 2) + fill((i) => `${536221000 + i},`, length / 2),
    ],
    ["one line", (length) => `ssn,dob\n${fill((i) => `${i}12345,`, length)}`],
    ["quotes", (length) => `ssn,dob\n${fill(() => '"a,', length)}`],
    ["quotes and lines", (length) => `ssn,dob\n${fill(() => '"a\n', length)}`],
    ["tables of one row", (length) => fill((i) => `${wide}${i},${wide}\n12345,12345\n\n`, length)],
    ["short cells below long headings", (length) => `${wide},${wide}\n${fill(() => "1234,1234\n", length)}`],
    ["dashes", (length) => `ssn|dob\n${fill(() => "-", length)}x`],
    ["spaces", (length) => `ssn,dob\n"${fill(() => '"        ', length)}`],
  ])("[G6] take time that grows with their length: %s", (_, text) => {
    expect(orderOfGrowth(text, redact, [20_000, 160_000])).toBeLessThan(inProportion);
  });
});
