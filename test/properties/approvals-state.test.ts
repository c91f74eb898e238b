import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ApprovalState } from "../../sdk/src/approvals/index.ts";
import { openStorage } from "../../sdk/src/storage/index.ts";
import { type ApprovalWorld, openApprovalWorld, refund, sign, twoFinance } from "../unit/approvals/world.ts";

const minute = 60_000;
const people = ["fay", "finn", "sue", "ana", "olga", "mallory"] as const;

type Step =
  | { readonly type: "decide"; readonly who: (typeof people)[number]; readonly decision: "approve" | "deny" }
  | { readonly type: "consume" | "settle" | "cancel" | "sweep" }
  | { readonly type: "wait"; readonly minutes: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("decide" as const),
      who: fc.constantFrom(...people),
      decision: fc.constantFrom("approve" as const, "approve" as const, "approve" as const, "deny" as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom("consume" as const, "settle" as const, "cancel" as const, "sweep" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 8 }) }),
  },
);

/** The machine of the design; staying is always allowed. */
const next: Readonly<Record<ApprovalState, readonly ApprovalState[]>> = {
  pending: ["approved", "denied", "expired", "cancelled", "superseded"],
  approved: ["denied", "expired", "cancelled", "consumed"],
  consumed: ["succeeded", "failed", "unknown"],
  unknown: ["succeeded", "failed"],
  denied: [],
  expired: [],
  cancelled: [],
  superseded: [],
  succeeded: [],
  failed: [],
};

describe("an approval", () => {
  it("[G2] moves along its machine alone, and grants once, after two entitled people and no denial", async () => {
    const storage = await openStorage(":memory:");
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), fc.boolean(), async (steps, isPaired) => {
        const world = await openApprovalWorld(storage);
        const request = await world.approvals.request(refund({ ...twoFinance(), callId: `call_${++calls}` }));
        const processes = [world.approvals, world.another()] as const;
        let state: ApprovalState = "pending";
        let grants = 0;
        for (const [index, each] of steps.entries()) {
          // Sometimes two processes do the same at the same moment.
          const acting = isPaired ? processes : [processes[index % 2]!];
          const outcomes = await Promise.all(acting.map((process) => take(each, process, world, request)));
          if (each.type === "wait") world.now += each.minutes * minute;
          const granted = outcomes.filter((outcome) => outcome === "granted").length;
          grants += granted;
          if (granted > 0) {
            const votes = await world.approvals.decisions(request.id);
            expect(votes.every(({ decision }) => decision === "approve")).toBe(true);
            expect(new Set(votes.map(({ approver }) => approver))).toEqual(new Set(["fay", "finn"]));
          }
          const now = (await world.approvals.state(request.id)) ?? "pending";
          expect([state, ...reachable(state)]).toContain(now);
          state = now;
        }
        expect(grants).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
    await storage.destroy();
  });
});

/** Two processes may move it two steps at once. */
function reachable(from: ApprovalState): readonly ApprovalState[] {
  return next[from].flatMap((state) => [state, ...next[state]]);
}

async function take(
  step: Step,
  approvals: ApprovalWorld["approvals"],
  world: ApprovalWorld,
  request: Awaited<ReturnType<ApprovalWorld["approvals"]["request"]>>,
): Promise<string> {
  switch (step.type) {
    case "decide":
      return (await approvals.decide(sign(world, request, { approver: step.who, decision: step.decision })))
        .type;
    case "consume":
      return (await approvals.consume(request.id, request, 5 * minute)).type;
    case "settle":
      return approvals.settle(request.id, "succeeded").then(
        () => "settled",
        () => "not here",
      );
    case "cancel":
      return (await approvals.cancel(request.id, "ana")).type;
    case "sweep":
      await approvals.keepTime(["acme"], async () => {});
      return "swept";
    case "wait":
      return "waited";
  }
}
