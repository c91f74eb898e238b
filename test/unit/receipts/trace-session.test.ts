import { describe, expect, it } from "vitest";
import { type TraceNode, traceSession } from "../../../sdk/src/receipts/index.ts";
import { openWorld, toolCall } from "./world.ts";

/** The tree as nested names. */
function outline(node: TraceNode): unknown {
  const name = node.type === "receipt" ? node.receipt.type : node.name;
  return node.children.length === 0 ? name : { [name]: node.children.map(outline) };
}

describe("traceSession", () => {
  it("draws the tree from the human through agents and calls to the outcome", async () => {
    const { ledger, storage } = await openWorld();
    await ledger.append(toolCall({ type: "session-started", agents: ["support"] }));
    const attempted = await ledger.append(toolCall({ type: "tool-call-attempted", agents: ["support"] }));
    const requested = await ledger.append(toolCall({ type: "approval-requested", cause: attempted.id }));
    const granted = await ledger.append(toolCall({ type: "approval-granted", cause: requested.id }));
    await ledger.append(toolCall({ type: "tool-call-executed", cause: granted.id }));
    await ledger.append(toolCall({ type: "tool-call-refused", agents: ["support", "refunds"] }));
    await ledger.append(toolCall({ session: "s-2" }));
    const trace = await traceSession(storage, "s-1");
    expect(trace).toMatchObject({ session: "s-1", tenant: "acme" });
    expect(trace && outline(trace.root)).toEqual({
      alice: [
        {
          support: [
            "session-started",
            {
              "tool-call-attempted": [
                { "approval-requested": [{ "approval-granted": ["tool-call-executed"] }] },
              ],
            },
            { refunds: ["tool-call-refused"] },
          ],
        },
      ],
    });
  });

  it("knows no session without receipts", async () => {
    const { storage } = await openWorld();
    expect(await traceSession(storage, "s-9")).toBeUndefined();
  });
});
