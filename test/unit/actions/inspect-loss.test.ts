import { describe, expect, it } from "vitest";
import {
  createCanary,
  createDataLossInspector,
  createRedactor,
  type DataLossRule,
} from "../../../sdk/src/redaction/index.ts";
import { decideAs, editAs, openGateWorld, pending } from "./world.ts";

const canary = createCanary("payroll.xlsx");
const rules: readonly DataLossRule[] = [
  { id: "many-addresses", types: ["EMAIL"], atLeast: 3, sinks: ["tool-arguments"], action: "ask" },
  { id: "no-cards", types: ["CARD"], action: "redact" },
];

async function openWorld() {
  const world = await openGateWorld();
  const dataLoss = createDataLossInspector({ redactor: createRedactor(), rules, canaries: [canary] });
  const gate = await world.openGate(undefined, undefined, { dataLoss });
  const session = await world.openSession();
  const note = (contact: string) => {
    session.hear(`Set the contact of account ACC-1 to ${contact}`);
    return gate.call(session, {
      tool: "update_contact",
      callId: "c1",
      approvals: "return",
      arguments: { account: "ACC-1", contact },
    });
  };
  return { world, gate, session, note };
}

describe("data loss rules on tool arguments", () => {
  it("let pass what no rule speaks of", async () => {
    const { note } = await openWorld();
    expect(await note("called a@acme.example")).toMatchObject({ type: "executed" });
  });

  it("[G6] ask the data owners about an export, though policies allow the call", async () => {
    const { world, note } = await openWorld();
    const asked = pending(await note("a@acme.example, b@acme.example and c@acme.example"));
    expect(asked.requirement.requirements).toContainEqual({ groups: ["data-owners"], quorum: 1 });
    expect(asked.reason).toContain("3 different values of EMAIL");
    expect(world.effects).toEqual([]);
  });

  it.each([
    ["a card, though the human typed it", "4539 5787 6362 1486"],
    ["a canary, also encoded", Buffer.from(canary.value).toString("base64")],
  ])("[G6] refuse %s", async (_, text) => {
    const { world, note } = await openWorld();
    expect(await note(text)).toMatchObject({ type: "refused", code: "data-loss" });
    expect(world.effects).toEqual([]);
  });

  it("[G6] are asked again about what people would approve less of", async () => {
    const { world, gate, session } = await openWorld();
    // One more than a card's number: the smaller amount smuggles it out.
    const [card, amount] = [4_539_578_763_621_486, 4_539_578_763_621_487];
    session.hear(`Refund order 10492: ${amount} cents.`);
    const refund = { order: "10492", amount };
    const running = gate.call(session, {
      tool: "issue_refund",
      callId: "c2",
      approvals: "wait",
      arguments: refund,
    });
    await expect.poll(() => world.approvals.pending("acme")).toHaveLength(1);
    const [request] = await world.approvals.pending("acme");
    await editAs(world, "ana", request!, { ...refund, amount: card });
    expect(await running).toMatchObject({ type: "refused", code: "data-loss" });
    expect(world.effects).toEqual([]);
  });

  it("[G6] keep asking the data owners, whatever the database says, once somebody approved less", async () => {
    const { world, gate, session } = await openWorld();
    const contacts = "a@acme.example, b@acme.example, c@acme.example";
    session.hear(`Refund order 10492 of ${contacts}: 50.00.`);
    const refund = { order: `10492 of ${contacts}`, amount: 5_000 };
    const running = gate.call(session, {
      tool: "issue_refund",
      callId: "c3",
      approvals: "wait",
      arguments: refund,
    });
    await expect.poll(() => world.approvals.pending("acme")).toHaveLength(1);
    const [request] = await world.approvals.pending("acme");
    expect(request!.requirement.groups).toContain("data-owners");
    const next = await editAs(world, "ana", request!, { ...refund, amount: 4_000 });
    if ("type" in next) throw new Error(next.message);
    await decideAs(world, "fay", next);
    await world.storage
      .updateTable("approval_request")
      .set({ state: "approved" })
      .where("id", "=", next.id)
      .execute();
    expect(await running).toMatchObject({ type: "refused", code: "approval-void" });
    expect(world.effects).toEqual([]);
  });
});
