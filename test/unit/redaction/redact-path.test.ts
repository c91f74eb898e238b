import { describe, expect, it } from "vitest";
import { createRedactor, redactPath } from "../../../sdk/src/redaction/index.ts";

const redactor = createRedactor({ deny: { CUSTOMER: ["Carrick Vane"] } });
const shown = (path: string) => redactPath(path, redactor, { sink: "context" });

describe("a path", () => {
  it.each([
    ["/hr/Ana Pereira/ana.pereira@example.com.pdf", "/hr/Ana Pereira/[EMAIL].pdf"],
    ["hr/ana.pereira@example.com.tar.gz", "hr/[EMAIL].tar.gz"],
    ["hr/ana_pereira@example.com_contract.pdf", "[EMAIL]_contract.pdf"],
    ["file:///hr/ana.pereira%40example.com.pdf", "file:///hr/[EMAIL].pdf"],
    ["DE89370400440532013000_statement.pdf", "[IBAN]_statement.pdf"],
    ["hr/ssn-536-22-1234.pdf", "hr/ssn-[US_SSN].pdf"],
    ["hr/ssn/536-22-1234.pdf", "hr/ssn/[US_SSN].pdf"],
    ["hr/SSN_536-22-1234/4111_1111_1111_1111.txt", "hr/SSN_[US_SSN]/[CARD].txt"],
    ["sales/carrick-vane.md", "sales/[CUSTOMER].md"],
    ["sales/Carrick_Vane/ana@example.com.eml", "sales/[CUSTOMER]/[EMAIL].eml"],
    ["https://bob:hunter22@files.example.com/a.pdf", "https://bob:[SECRET]@files.example.com/a.pdf"],
  ])("[G6] shows no value that stands in it: %s", (path, expected) => {
    expect(shown(path)).toBe(expected);
    expect(shown(expected)).toBe(expected);
  });

  it.each([
    "finance/credit-control-procedure.md",
    "inbound/2026-11-20-moorings_and_dues.v2.md",
    "finance/dues (2026).md",
    "reports/2026-11-23T10_00_00.csv",
    "https://intranet.example.com/pages/42?lang=en",
    "",
    "a/[[EMAIL_aaaaaaaaaaaaaaaaaaaa]]_x.pdf",
  ])("is left as it is without one: %s", (path) => {
    expect(shown(path)).toBe(path);
  });
});
