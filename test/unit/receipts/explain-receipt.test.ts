import { describe, expect, it } from "vitest";
import {
  explainReceipt,
  findCauses,
  findReceipt,
  renderExplanation,
} from "../../../sdk/src/receipts/index.ts";
import { openWorld, toolCall } from "./world.ts";

describe("explainReceipt", () => {
  it("answers the five questions in five lines and says what is not proved", async () => {
    const { ledger } = await openWorld();
    const receipt = await ledger.append(toolCall());
    expect(renderExplanation(explainReceipt(receipt))).toBe(
      [
        "gateway-1:1  tool-call-decided  2026-11-23T00:00:00.000Z",
        "  started by  alice (tenant acme, session s-1)",
        "  run by      support → refunds",
        "  authority   tools: refund, amount ≤ 5000; by hops h-1 → h-2",
        "  policy      allow by small-refunds: Small. (set sha256:0123456789ab…)",
        "  to stop it  sallyport revoke hop h-2  or  sallyport revoke agent refunds",
        "It does not prove",
        "  that the host and its clock were honest when it was written",
        "  that nothing happened outside Sallyport's two doors",
        "  that the action was carried out",
        "  that the human read or understood what was done in their name",
      ].join("\n"),
    );
  });

  it("takes from the causes what the receipt does not say itself", async () => {
    const { ledger, storage } = await openWorld();
    const decided = await ledger.append(toolCall());
    const executed = await ledger.append({ type: "tool-call-executed", tenant: "acme", cause: decided.id });
    const found = await findReceipt(storage, executed.id);
    const { answers } = explainReceipt(found, await findCauses(storage, found));
    expect(answers.map(({ answer }) => answer)).toEqual([
      "alice (tenant acme, session s-1)",
      "support → refunds",
      expect.stringContaining("h-1 → h-2"),
      expect.stringContaining("small-refunds"),
      expect.stringContaining("revoke hop h-2"),
    ]);
  });

  it("answers also when there is nothing to say", async () => {
    const { ledger } = await openWorld();
    const { answers } = explainReceipt(await ledger.append({ type: "policy-changed", tenant: "acme" }));
    expect(answers.map(({ answer }) => answer)).toEqual([
      "no person: the system itself (tenant acme)",
      "no agent took part",
      "nothing was delegated",
      "no policy was asked",
      "nothing can be revoked that would stop it",
    ]);
  });

  it("[G4] shows control and bidirectional characters instead of obeying them", async () => {
    const { ledger } = await openWorld();
    const receipt = await ledger.append(toolCall({ agents: ["ok\u001b[2K\u001b[1Ggood", "\u202Eevil"] }));
    const text = renderExplanation(explainReceipt(receipt));
    expect(text).toContain("ok\\u{1b}[2K\\u{1b}[1Ggood → \\u{202e}evil");
    for (const hidden of ["\u001b", "\u202e"]) expect(text).not.toContain(hidden);
  });

  it("[G4] quotes names, so that a pasted command says no more than it shows", async () => {
    const { ledger } = await openWorld();
    const revoke = ["user:alice", "session:x; rm -rf ~", "agent:it's $(here)"];
    const { answers } = explainReceipt(await ledger.append(toolCall({ revoke })));
    expect(answers.at(-1)?.answer.split("  or  ")).toEqual([
      "sallyport revoke user alice --tenant acme",
      "sallyport revoke session 'x; rm -rf ~'",
      "sallyport revoke agent 'it'\\''s $(here)'",
    ]);
  });

  it("finds no receipt that is not there, and shows none that was edited", async () => {
    const { ledger, storage } = await openWorld();
    await expect(findReceipt(storage, "gateway-1:9")).rejects.toMatchObject({
      code: "ERR_RECEIPTS_NOT_FOUND",
    });
    const { id } = await ledger.append(toolCall());
    const { body_json } = await storage.selectFrom("receipt").select("body_json").executeTakeFirstOrThrow();
    await storage
      .updateTable("receipt")
      .set({ body_json: body_json.replace("alice", "mallory") })
      .execute();
    await expect(findReceipt(storage, id)).rejects.toMatchObject({ code: "ERR_RECEIPTS_DAMAGED" });
  });
});
