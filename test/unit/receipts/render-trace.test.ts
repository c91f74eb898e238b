import { describe, expect, it } from "vitest";
import { renderTrace, renderTraceHtml, type Trace, traceSession } from "../../../sdk/src/receipts/index.ts";
import { openWorld, toolCall, type World } from "./world.ts";

async function runOf({ ledger, storage, clock }: World): Promise<Trace> {
  await ledger.append({
    type: "session-started",
    tenant: "acme",
    session: "s-1",
    principal: "alice",
    agents: ["support"],
  });
  clock.now += 1_200;
  const decision = {
    outcome: "needs_approval",
    policies: ["refund-approval"],
    policyHash: "sha256:1",
    reason: "Over 1000.",
  };
  const asked = await ledger.append(
    toolCall({ type: "approval-requested", agents: ["support"], decision, facts: { tool: "refund" } }),
  );
  clock.now += 5_000;
  const { decision: _, ...granted } = toolCall({
    type: "approval-granted",
    cause: asked.id,
    facts: { tool: "refund", approver: "carol" },
  });
  await ledger.append(granted);
  return (await traceSession(storage, "s-1")) as Trace;
}

describe("renderTrace", () => {
  it("draws the tree", async () => {
    expect(renderTrace(await runOf(await openWorld()))).toBe(
      [
        "alice  tenant acme · session s-1 · 2026-11-23T00:00:00.000Z",
        "└─ support",
        "   ├─ session started  +0.000 s  gateway-1:1",
        "   └─ approval requested  refund  needs_approval by refund-approval  +1.200 s  gateway-1:2",
        "      └─ approval granted  refund  by carol  +6.200 s  gateway-1:3",
      ].join("\n"),
    );
  });

  it("colours by outcome when asked, and not otherwise", async () => {
    const trace = await runOf(await openWorld());
    expect(renderTrace(trace, { isColor: true })).toContain("\u001b[33mapproval requested\u001b[0m");
    expect(renderTrace(trace)).not.toContain("\u001b");
  });

  it("shows a receipt that names itself as its cause", async () => {
    const { ledger, storage } = await openWorld();
    await ledger.append(toolCall({ cause: "gateway-1:1" }));
    expect(renderTrace((await traceSession(storage, "s-1")) as Trace)).toContain("gateway-1:1");
  });
});

describe("renderTraceHtml", () => {
  it("is one page that loads nothing, with the five answers of each receipt", async () => {
    const html = renderTraceHtml(await runOf(await openWorld()));
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain("prefers-color-scheme: dark");
    expect(html).not.toMatch(/<script|<link|<img|https?:/);
    for (const part of [
      "alice",
      "support",
      "approval granted",
      "by carol",
      "to stop it",
      "sallyport revoke hop h-2",
      "gateway-1:3",
    ])
      expect(html).toContain(part);
    expect(html.match(/<details/g)).toHaveLength(3);
  });

  it("[G4] escapes whatever a receipt says", async () => {
    const { ledger, storage } = await openWorld();
    const attack = `"><img src=x onerror=alert(1)>'</details>`;
    await ledger.append(
      toolCall({
        session: attack,
        tenant: attack,
        principal: attack,
        agents: [attack],
        revoke: [`hop:${attack}`],
        facts: { tool: attack, by: attack },
        decision: { outcome: attack, policies: [attack], policyHash: attack, reason: attack },
      }),
    );
    const html = renderTraceHtml((await traceSession(storage, attack)) as Trace);
    expect(html).not.toContain("<img");
    expect(html.match(/<\/details>/g)).toHaveLength(1);
    expect(html).toContain("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&lt;/details&gt;");
  });
});
