import { cp } from "node:fs/promises";
import { join } from "node:path";
import { defaultPolicyFolder, type Sallyport } from "@sallyport/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/v4";
import { type Company, createCompany } from "./company.ts";
import { askForRefund } from "./refunds.ts";

let company: Company;
beforeAll(async () => {
  company = await createCompany();
});
afterAll(() => company.remove());

async function lookUp(sallyport: Sallyport): Promise<void> {
  await sallyport.registerTool({
    name: "lookup_account",
    description: "Looks up.",
    connector: "billing",
    impact: "read",
    reversible: true,
    audience: "principal",
    schema: z.object({ account: z.string() }),
    execute: async () => ({ open: true }),
  } as const);
  const token = (await sallyport.localIssuer?.issueToken("harbour", "nora")) ?? "";
  const session = await sallyport.startSession({ token, agent: "desk" });
  const request = { tool: "lookup_account", arguments: { account: "AC-7" }, callId: "c1" } as const;
  await session.call({ ...request, approvals: "return" });
}

describe("gate report", () => {
  it("says that nothing was recorded", async () => {
    expect(await company.run(["gate", "report"])).toMatchObject({ code: 0, out: "0 calls in 0 sessions\n" });
  });

  it("counts, and proposes policies that policy check accepts", async () => {
    await company.withSallyport(async (sallyport) => {
      await askForRefund(sallyport, "c1");
      await lookUp(sallyport);
    });
    const folder = join(company.folder, "policies");
    await cp(defaultPolicyFolder, folder, { recursive: true });
    const file = join(folder, "proposed.cedar");
    const { code, out } = await company.run(["gate", "report", "--agent", "desk", "--policy", file]);
    expect(code).toBe(0);
    expect(out).toMatch(/^2 calls in 2 sessions\n/);
    expect(out).toMatch(/desk +issue_refund +1 +0 +≤ 0 +needs_approval 1/);
    expect(out).toMatch(/desk +lookup_account +1 +1/);
    expect(await company.run(["policy", "check", folder])).toMatchObject({ code: 0 });
    const { uses } = (await company.run(["gate", "report", "--json"])).json();
    expect(uses).toHaveLength(2);
  });
});
