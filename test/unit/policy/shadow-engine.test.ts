import { describe, expect, it } from "vitest";
import {
  createShadowEngine,
  type Decision,
  type PolicyEngine,
  renderShadowReport,
} from "../../../sdk/src/policy/index.ts";
import { engineFor, permitTools } from "./folders.ts";
import { callTool, retrieve } from "./requests.ts";

const head = `principal, action == Sallyport::Action::"call_tool", resource`;
const asks = `@id("ask") @approval("a") forbid (${head}) when { context.leaks } unless { context.approved };`;
const leaking = callTool({ call: { leaks: true } });

describe("a policy set on trial", () => {
  it("decides nothing, and its decision stands beside the enforced one", async () => {
    const enforced = await engineFor(permitTools);
    const candidate = await engineFor(permitTools + asks);
    const engine = createShadowEngine({ enforced, candidate });

    expect(engine.policyHash).toBe(enforced.policyHash);
    expect(engine.decide(leaking)).toEqual({
      ...enforced.decide(leaking),
      shadow: {
        outcome: "needs_approval",
        policies: [{ id: "ask", effect: "forbid" }],
        policyHash: candidate.policyHash,
        differs: true,
      },
    });
    expect(engine.decide(callTool()).shadow).toMatchObject({ outcome: "allow", differs: false });
  });

  it("differs also where only the people who are asked do", async () => {
    const enforced = await engineFor(permitTools + asks);
    const candidate = await engineFor(
      permitTools + asks.replace('@approval("a")', '@approval("a") @quorum("2")'),
    );
    const engine = createShadowEngine({ enforced, candidate });
    expect(engine.decide(leaking).shadow).toMatchObject({ outcome: "needs_approval", differs: true });
  });

  it("is summed up for those who decide whether to enforce it", async () => {
    const engine = createShadowEngine({
      enforced: await engineFor(permitTools),
      candidate: await engineFor(permitTools + asks),
    });
    for (const request of [leaking, leaking, callTool(), retrieve()]) engine.decide(request);
    expect(engine.report()).toEqual({
      decisions: 4,
      differing: 2,
      differences: [
        {
          action: "call_tool",
          tool: "issue_refund",
          enforced: "allow",
          candidate: "needs_approval",
          policies: ["ask"],
          count: 2,
        },
      ],
    });
    expect(renderShadowReport(engine.report())).toBe(
      "2 of 4 decisions would differ\n      2  call_tool issue_refund: allow → needs_approval  (ask)",
    );
  });

  it("[G8] changes no decision by being broken or looser", async () => {
    const enforced = await engineFor(
      permitTools + asks.replace(' @approval("a")', "").replace("unless { context.approved }", ""),
    );
    const broken: PolicyEngine = {
      policyHash: enforced.policyHash,
      decide: () => {
        throw new Error("broken");
      },
    };
    const loose: PolicyEngine = {
      ...broken,
      decide: () => ({ type: "allow", policies: [] }) as unknown as Decision,
    };
    for (const candidate of [broken, loose, await engineFor(permitTools)]) {
      const engine = createShadowEngine({ enforced, candidate });
      expect(engine.decide(leaking)).toMatchObject({ type: "deny", code: "forbidden" });
      expect(engine.decide(undefined as never)).toMatchObject({ type: "deny", code: "not-evaluable" });
    }
  });
});
