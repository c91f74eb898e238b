import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../../sdk/src/identity/index.ts";
import {
  createPolicyEngine,
  defaultPolicyFolder,
  loadPolicies,
  type PolicyEngine,
} from "../../../sdk/src/policy/index.ts";
import {
  cedarRedactionPolicy,
  createRedactor,
  type RedactionPolicy,
} from "../../../sdk/src/redaction/index.ts";

const own = `
@id("payroll-sees-accounts")
permit (principal, action == Sallyport::Action::"reveal", resource)
when { resource.name == "IBAN" && principal.roles.contains("payroll") }
when { ["answer", "context"].contains(context.sink) };

@id("no-names-for-that-provider")
forbid (principal, action == Sallyport::Action::"reveal", resource)
when { resource.name == "PERSON" && context.sink == "context" }
when { context has recipient && context.recipient == "cheap-model" };

@id("restricted-stays")
forbid (principal, action == Sallyport::Action::"reveal", resource)
when { context has classification && context.classification == "restricted" };
`;

const person = (...roles: string[]): Principal => ({
  ...{ type: "user", id: "ana", tenant: "acme", groups: [], clearance: "internal" },
  roles,
});
const payroll = person("payroll");

let engine: PolicyEngine;
let policy: RedactionPolicy;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "sallyport-reveal-"));
  cpSync(defaultPolicyFolder, folder, { recursive: true });
  writeFileSync(join(folder, "own.cedar"), own);
  engine = createPolicyEngine(await loadPolicies(folder));
  policy = cedarRedactionPolicy({ engine, operators: { context: "tokenise" } });
});

describe("cedarRedactionPolicy", () => {
  it("keeps what a policy permits this reader, there and nowhere else", () => {
    expect(policy.operatorFor({ type: "IBAN", sink: "answer", reader: payroll })).toBe("keep");
    expect(policy.operatorFor({ type: "IBAN", sink: "answer", reader: person("support") })).toBe("replace");
    expect(policy.operatorFor({ type: "EMAIL", sink: "answer", reader: payroll })).toBe("replace");
    expect(policy.operatorFor({ type: "IBAN", sink: "log", reader: payroll })).toBe("replace");
    expect(policy.operatorFor({ type: "IBAN", sink: "answer" })).toBe("replace");
  });

  it("hides what a policy forbids, even where names usually stay; the provider is a recipient", () => {
    const asked = { type: "PERSON", sink: "context", reader: payroll } as const;
    expect(policy.operatorFor(asked)).toBe("keep");
    expect(policy.operatorFor({ ...asked, recipient: "other-model" })).toBe("keep");
    expect(policy.operatorFor({ ...asked, recipient: "cheap-model" })).toBe("tokenise");
    expect(
      policy.operatorFor({ type: "IBAN", sink: "answer", reader: payroll, classification: "restricted" }),
    ).toBe("replace");
  });

  it("[G6] never reveals secrets, whatever a policy permits", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sallyport-open-"));
    cpSync(defaultPolicyFolder, folder, { recursive: true });
    writeFileSync(
      join(folder, "open.cedar"),
      '@id("all")\npermit (principal, action == Sallyport::Action::"reveal", resource);',
    );
    const open = cedarRedactionPolicy({ engine: createPolicyEngine(await loadPolicies(folder)) });
    expect(open.operatorFor({ type: "IBAN", sink: "log" })).toBe("keep");
    for (const sink of ["context", "answer", "tool-arguments", "log"] as const)
      expect(open.operatorFor({ type: "SECRET", sink, reader: payroll })).toBe("replace");
  });

  it("[G8] hides what cannot be evaluated", () => {
    const odd = { ...payroll, roles: "payroll" } as unknown as Principal;
    expect(policy.operatorFor({ type: "IBAN", sink: "answer", reader: odd })).toBe("replace");
    expect(policy.operatorFor({ type: "PERSON", sink: "answer", reader: odd })).toBe("replace");
  });

  it("asks again when the policies have changed", async () => {
    let current = engine;
    const followed = cedarRedactionPolicy({
      engine: {
        get policyHash() {
          return current.policyHash;
        },
        decide: (request) => current.decide(request),
      },
    });
    const asked = { type: "IBAN", sink: "answer", reader: payroll } as const;
    expect(followed.operatorFor(asked)).toBe("keep");
    current = createPolicyEngine(await loadPolicies(defaultPolicyFolder));
    expect(followed.operatorFor(asked)).toBe("replace");
  });

  it("decides over texts: the same document, for two readers", () => {
    const redactor = createRedactor({ policy });
    const text = "Pay DE89 3704 0044 0532 0130 00, ask ana@example.com.";
    const show = (reader: Principal) => redactor.redact(text, { sink: "answer", reader }).text;
    expect(show(payroll)).toBe("Pay DE89 3704 0044 0532 0130 00, ask [EMAIL].");
    expect(show(person())).toBe("Pay [IBAN], ask [EMAIL].");
  });
});
