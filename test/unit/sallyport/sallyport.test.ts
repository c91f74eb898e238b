import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CheckpointAnchor,
  defaultPolicyFolder,
  exportLedger,
  openSallyport,
  queryReceipts,
} from "@sallyport/sdk";
import { verifyLedger } from "@sallyport/sdk/verify";
import { describe, expect, it } from "vitest";
import { z } from "zod";

function company() {
  const folder = mkdtempSync(join(tmpdir(), "sallyport-open-"));
  cpSync(defaultPolicyFolder, join(folder, "policies"), { recursive: true });
  writeFileSync(join(folder, "people.yaml"), "people:\n  - { id: ben, tenant: acme, roles: [support] }\n");
  return {
    home: join(folder, "home"),
    directory: join(folder, "people.yaml"),
    policies: join(folder, "policies"),
  };
}

async function openWithTool(options: Parameters<typeof openSallyport>[0]) {
  const sallyport = await openSallyport(options);
  await sallyport.registerConnector({ name: "notes", owner: "olga", trust: "trusted" });
  await sallyport.registerTool({
    name: "note",
    description: "Writes a note.",
    connector: "notes",
    schema: z.object({ text: z.string() }),
    impact: "write",
    reversible: true,
    audience: "principal",
    execute: async () => "noted",
  });
  await sallyport.registerAgent({
    id: "helper",
    tenant: "acme",
    owner: "olga",
    purpose: "Helps.",
    tools: ["note"],
  });
  const token = (await sallyport.localIssuer?.issueToken("acme", "ben")) ?? "";
  const session = await sallyport.startSession({ token, agent: "helper" });
  session.hear("Note: hello");
  const note = (callId: string) =>
    session.call({ tool: "note", arguments: { text: "hello" }, callId, approvals: "return" });
  return { sallyport, note };
}

const noWriting = `@id("no-writing") @description("Nobody writes today.") @owasp("ASI02")
forbid (principal, action == Sallyport::Action::"call_tool", resource) when { resource.impact == "write" };`;

describe("openSallyport", () => {
  it("opens the same home again, with its keys, agents and receipts", async () => {
    const options = company();
    const first = await openWithTool(options);
    await first.note("c1");
    await first.sallyport.close();
    const second = await openWithTool(options);
    expect(second.sallyport.ledgerKey).toEqual(first.sallyport.ledgerKey);
    expect((await second.sallyport.agents.list()).map(({ id }) => id)).toEqual(["helper"]);
    const bundle = await exportLedger({ storage: second.sallyport.storage });
    const report = await verifyLedger(bundle, { publicKeys: [first.sallyport.ledgerKey] });
    expect(report).toMatchObject({ ok: true });
    expect(report.writers).toHaveLength(2);
    await second.sallyport.close();
  });

  it("[G8] does not open on policies that do not load", async () => {
    const options = company();
    writeFileSync(join(options.policies, "broken.cedar"), "permit (principal, action, resource");
    await expect(openSallyport(options)).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_POLICY_/),
    });
  });

  it("[G2] a changed policy folder decides the next call; a broken one is refused and the old set goes on", async () => {
    const options = company();
    const { sallyport, note } = await openWithTool(options);
    expect((await note("c1")).type).toBe("executed");
    writeFileSync(join(options.policies, "today.cedar"), noWriting);
    expect(await sallyport.reloadPolicies()).toMatchObject({ type: "enacted", added: ["no-writing"] });
    expect(await note("c2")).toMatchObject({ type: "refused", code: "forbidden" });
    writeFileSync(join(options.policies, "today.cedar"), noWriting.replace("when", "whenever"));
    expect(await sallyport.reloadPolicies()).toMatchObject({ type: "refused" });
    expect(await note("c3")).toMatchObject({ type: "refused", code: "forbidden" });
    await sallyport.close();
  });

  it("tries policies in the shadow without letting them decide", async () => {
    const options = company();
    const shadowPolicies = `${options.policies}-next`;
    cpSync(options.policies, shadowPolicies, { recursive: true });
    writeFileSync(join(shadowPolicies, "today.cedar"), noWriting);
    const { sallyport, note } = await openWithTool({ ...options, shadowPolicies });
    expect((await note("c1")).type).toBe("executed");
    expect(sallyport.shadowReport()).toMatchObject({
      differences: [{ tool: "note", enforced: "allow", candidate: "forbidden", policies: ["no-writing"] }],
    });
    await sallyport.close();
  });

  it("[G4] anchors checkpoints outside, against which a shortened ledger is found out", async () => {
    const kept: string[] = [];
    const anchor: CheckpointAnchor = ({ note }) => void kept.push(note);
    const { sallyport, note } = await openWithTool({ ...company(), anchor });
    await note("c1");
    await sallyport.checkpoint();
    const bundle = await exportLedger({ storage: sallyport.storage });
    const trust = { publicKeys: [sallyport.ledgerKey], anchors: kept.map((each) => ({ note: each })) };
    expect(await verifyLedger(bundle, trust)).toMatchObject({ ok: true, anchored: bundle.receipts.length });
    const cut = { ...bundle, receipts: bundle.receipts.slice(0, -1), checkpoints: [] };
    expect((await verifyLedger(cut, { publicKeys: trust.publicKeys })).ok).toBe(true);
    expect(await verifyLedger(cut, trust)).toMatchObject({ ok: false, findings: [{ code: "truncated" }] });
    await sallyport.close();
  });

  it("leaves a receipt of what decided from the start", async () => {
    const { sallyport } = await openWithTool(company());
    const [enacted] = await queryReceipts(sallyport.storage, { type: "policy-changed" });
    expect(enacted?.facts).toMatchObject({ outcome: "enacted" });
    await sallyport.close();
  });

  it("keeps private keys in files that only the owner reads", async () => {
    const options = company();
    const { sallyport } = await openWithTool(options);
    await sallyport.close();
    const key = JSON.parse(readFileSync(join(options.home, "keys", "ledger.json"), "utf8"));
    expect(JSON.stringify(sallyport)).not.toContain(key.d);
  });
});
