import { describe, expect, it } from "vitest";
import {
  type ApprovalRequest,
  type ApprovalRequestInput,
  groupForBatch,
} from "../../../sdk/src/approvals/index.ts";
import { openApprovalWorld, refund, twoFinance } from "./world.ts";

const requirement = { ...refund().requirement, risk: "medium" } as const;
const ordinary = (change: Partial<ApprovalRequestInput> = {}) =>
  refund({ requirement, origins: [{ argument: "/order", source: "human" }], ...change });

async function ask(inputs: readonly ApprovalRequestInput[]): Promise<ApprovalRequest[]> {
  const world = await openApprovalWorld();
  const requests: ApprovalRequest[] = [];
  for (const [index, input] of inputs.entries()) {
    world.now += 1000;
    requests.push(await world.approvals.request({ ...input, callId: `call_${index}` }));
  }
  return requests;
}

describe("batches", () => {
  it("hold at most ten alike, oldest first, and are named by their items", async () => {
    const requests = await ask(Array.from({ length: 23 }, () => ordinary()));
    const { batches, single } = groupForBatch(requests.toReversed());
    expect(batches.map(({ items }) => items.length)).toEqual([10, 10, 3]);
    expect(batches.flatMap(({ items }) => items)).toEqual(requests);
    expect(batches[0]?.expiresAt).toBe(requests[0]?.expiresAt);
    expect(single).toEqual([]);
    expect(groupForBatch(requests).batches.map(({ id }) => id)).toEqual(batches.map(({ id }) => id));
    expect(new Set(batches.map(({ id }) => id)).size).toBe(3);
  });

  it("[G2] never hold what needs a look of its own", async () => {
    const untrusted = { argument: "/order", source: "document", integrity: "untrusted" } as const;
    const alone = [
      ordinary({ requirement: { ...requirement, risk: "high" } }),
      ordinary({ requirement: { ...requirement, ...twoFinance().requirement, risk: "medium" } }),
      ordinary({ origins: [untrusted] }),
      ordinary({ origins: [{ argument: "/order", source: "nowhere" }] }),
      ordinary({ origins: [{ argument: "/order", source: "tool" }] }),
      ordinary({ requester: "gus" }),
      ordinary({ session: "ses_2" }),
      ordinary({ agents: ["mail-bot"] }),
      ordinary({ tool: "issue_credit" }),
      ordinary({ descriptor: "sha256:e" }),
      ordinary({ policies: [{ id: "other", effect: "forbid" }] }),
    ];
    // Twice the high-risk one: alike, and still not together.
    const requests = await ask([ordinary(), ...alone, ...alone.slice(0, 5), ordinary()]);
    const { batches, single } = groupForBatch(requests);
    expect(batches.map(({ items }) => items)).toEqual([[requests[0], requests.at(-1)]]);
    expect(single).toHaveLength(requests.length - 2);
  });

  it("of nothing are none", () => {
    expect(groupForBatch([])).toEqual({ batches: [], single: [] });
  });
});
