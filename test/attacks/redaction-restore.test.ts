import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import * as z from "zod/v4";
import { createGate, type Gate, type GuardedTool } from "../../sdk/src/actions/index.ts";
import { generateSigningKey, type JsonValue } from "../../sdk/src/crypto/index.ts";
import { createChainVerifier, createDelegationIssuer, type Principal } from "../../sdk/src/identity/index.ts";
import {
  cedarRedactionPolicy,
  createRedactor,
  openVault,
  type TokenScope,
  vaultKeyFrom,
} from "../../sdk/src/redaction/index.ts";
import { createScreener } from "../../sdk/src/screening/index.ts";
import { Session } from "../../sdk/src/sessions/index.ts";
import { decideAs, type GateWorld, openGateWorld, pending, read } from "../unit/actions/world.ts";

const iban = "DE89 3704 0044 0532 0130 00";
const invoice = `Nordwind asks to be paid to ${iban} from now on.`;
const operators = { context: "tokenise", "tool-result": "tokenise" } as const;

let world: GateWorld;
let gate: Gate;
let tokens: TokenScope;
let session: Session;
const ran: unknown[] = [];

const paySchema = z.object({ account: z.string(), note: z.string().default("") });
const pay: GuardedTool<typeof paySchema> = {
  name: "change_account",
  description: "Changes the account that a supplier is paid to.",
  connector: "crm",
  schema: paySchema,
  impact: "write",
  reversible: true,
  audience: "tenant",
  steering: { destination: "/account" },
  result: { integrity: "trusted" },
  execute: async (args) => {
    ran.push(args);
    return { now: args.account };
  },
};

/** A run of its own, with its own tokens, over the world's database. */
async function openRun(
  tenant = "acme",
  scope = "run-1",
  expiresInMs = 3_600_000,
): Promise<{ session: Session; tokens: TokenScope }> {
  const vault = openVault({
    storage: world.storage,
    key: { id: "k1", bytes: vaultBytes },
    clock: () => world.now,
  });
  const tokens = await vault.scope({ tenant, scope, expiresInMs });
  const rootKey = generateSigningKey();
  const { registry, revocations } = world;
  const clock = () => world.now;
  const delegation = await createDelegationIssuer({ key: rootKey, registry, clock }).issue({
    ...{ principal: world.known.get("acme/ana") as Principal, agent: "support-bot", scopes: {} },
    expiresInMs: 3_600_000,
  });
  const verifier = createChainVerifier({ rootKey: rootKey.publicKey, registry, revocations, clock });
  const key = world.keyOf("support-bot");
  return { tokens, session: await Session.open({ delegation, key, verifier, registry, tokens, clock }) };
}

const vaultBytes = randomBytes(32);
const redactor = () =>
  createRedactor({ policy: cedarRedactionPolicy({ engine: world.defaultPolicy, operators }) });

/** What the model sees of a text, as retrieval hands it out. */
async function show(text: string, to = tokens): Promise<string> {
  const shown = redactor().redact(text, { sink: "context", tokens: to }).text;
  await to.flush();
  return shown;
}

const tokenIn = (text: string) => /\[\[IBAN_[a-z2-7]{20}\]\]/.exec(text)?.[0] as string;
const call = (tool: string, args: JsonValue, callId = "call-1", by = session) =>
  gate.call(by, { tool, arguments: args, callId, approvals: "return" });

beforeEach(async () => {
  world = await openGateWorld();
  ran.length = 0;
  gate = createGate({
    ...{ storage: world.storage, policy: world.defaultPolicy, revocations: world.revocations },
    ...{ ledger: world.ledger, approvals: world.approvals, screener: createScreener() },
    ...{ redactor: redactor(), clock: () => world.now },
  });
  await gate.register(pay as GuardedTool);
  ({ session, tokens } = await openRun());
  read(session, invoice, { integrity: "trusted" });
});

describe("a token in a tool's arguments", () => {
  it("[G6] gives the tool the value that the model never saw, and the model its token again", async () => {
    const token = tokenIn(await show(invoice));
    const result = await call("change_account", { account: token });
    expect(ran).toEqual([{ account: iban, note: "" }]);
    expect(result).toMatchObject({ type: "executed", result: { now: token } });
    expect(JSON.stringify(result)).not.toMatch(/DE89 ?3704/);
  });

  it("is judged as the value: its provenance is the document's, not the model's", async () => {
    const { session: tricked, tokens: theirs } = await openRun("acme", "run-2");
    read(tricked, invoice);
    const token = tokenIn(await show(invoice, theirs));
    const approval = pending(await call("change_account", { account: token }, "call-1", tricked));
    expect(approval.arguments).toEqual({ account: iban, note: "" });
    expect(approval.origins).toContainEqual(
      expect.objectContaining({ argument: "/account", source: "document", integrity: "untrusted" }),
    );
    expect(ran).toEqual([]);
  });

  it("is approved for exactly the value: the same token asked again runs, another value does not", async () => {
    const { session: tricked, tokens: theirs } = await openRun("acme", "run-2");
    const other = "GB29 NWBK 6016 1331 9268 19";
    read(tricked, `${invoice} Or to ${other}.`);
    const [first, second] = [await show(invoice, theirs), await show(other, theirs)].map(tokenIn);
    const approval = pending(await call("change_account", { account: first as string }, "c", tricked));
    for (const group of approval.requirement.requirements.flatMap(({ groups }) => groups)) {
      const approver = { "finance-approvers": "fay", "security-reviewers": "sue", "data-owners": "dan" }[
        group
      ];
      if (approver !== undefined) await decideAs(world, approver, approval);
    }
    pending(await call("change_account", { account: second as string }, "c", tricked));
    expect(ran).toEqual([]);
    expect(await call("change_account", { account: first as string }, "c", tricked)).toMatchObject({
      type: "executed",
    });
    expect(ran).toEqual([{ account: iban, note: "" }]);
  });

  it("[G4] leaves a receipt of what was put back, without the value", async () => {
    const token = tokenIn(await show(invoice));
    await call("change_account", { account: token });
    const rows = await world.storage.selectFrom("receipt").selectAll().execute();
    const written = JSON.stringify(rows);
    expect(written).toContain('\\"restored\\":{\\"IBAN\\":1}');
    expect(written).not.toMatch(/DE89 ?3704/);
  });

  it("[G6] stays a token inside a text that leaves", async () => {
    const token = tokenIn(await show(invoice));
    const note = `Please pay ${token} today`;
    await call("change_account", { account: iban, note });
    expect(ran.map((args) => (args as { note: string }).note)).toEqual([note]);
  });

  it("[G6] stays a token alone in an argument that is no steering one,", async () => {
    const token = tokenIn(await show(invoice));
    await call("change_account", { account: iban, note: token });
    expect(ran).toEqual([{ account: iban, note: token }]);
  });

  it.each([
    ["another session's", () => openRun("acme", "run-of-somebody-else")],
    ["another tenant's", () => openRun("borealis", "run-1")],
  ])("[G6] is not restored when it is %s", async (_, openOther) => {
    const { tokens: foreign } = await openOther();
    const token = tokenIn(await show(invoice, foreign));
    expect(token).not.toBe(tokenIn(await show(invoice)));
    await call("change_account", { account: token });
    expect(JSON.stringify(ran)).not.toMatch(/DE89 ?3704/);
  });

  it("[G6] is not restored once it has expired", async () => {
    const { session: late, tokens: theirs } = await openRun("acme", "run-3", 1000);
    const token = tokenIn(await show(invoice, theirs));
    world.now += 1001;
    await call("change_account", { account: token }, "call-1", late);
    expect(JSON.stringify(ran)).not.toMatch(/DE89 ?3704/);
  });

  it("[G6] is not restored under another type's name", async () => {
    const token = tokenIn(await show(invoice)).replace("IBAN", "PERSON");
    await call("change_account", { account: token });
    expect(JSON.stringify(ran)).not.toMatch(/DE89 ?3704/);
  });

  it("is restored as a model writes it back: other case, one bracket, an escaped underscore", async () => {
    const token = tokenIn(await show(invoice));
    const mangled = [token.toUpperCase(), token.slice(1, -1), token.replace("_", "\\_"), token.slice(2, -2)];
    for (const [index, account] of mangled.entries())
      await call("change_account", { account }, `call-${index}`);
    expect(ran).toEqual(mangled.map(() => ({ account: iban, note: "" })));
  });

  it("[G8] refuses the call when the vault is damaged", async () => {
    const token = tokenIn(await show(invoice));
    await world.storage
      .updateTable("vault_token")
      .set({ sealed_value: randomBytes(60) })
      .execute();
    expect(await call("change_account", { account: token })).toMatchObject({
      type: "refused",
      code: "not-evaluable",
    });
    expect(ran).toEqual([]);
  });

  it("[G8] is not restored by a policy set that says nothing about revealing", async () => {
    const silent = createRedactor({
      policy: {
        operatorFor: ({ restoring }) => (restoring === undefined ? "tokenise" : "replace"),
      },
    });
    const token = tokenIn(await show(invoice));
    const { arguments: given, restored } = await silent.restoreArguments(
      { account: token },
      {
        ...{ tokens, reader: session.principal, steering: new Set(["/account"]) },
        tool: { name: "change_account", audience: "tenant" },
      },
    );
    expect({ given, restored }).toEqual({ given: { account: token }, restored: {} });
  });

  it("does not make a value out of a value: what is restored is not looked at again", async () => {
    const token = tokenIn(await show(invoice));
    const inner = tokens.tokenise("NOTE", token);
    await tokens.flush();
    expect((await tokens.restore(inner)).text).toBe(token);
  });

  it("takes keys derived from a file that signs nothing", () => {
    const key = generateSigningKey();
    expect(vaultKeyFrom(key).bytes).toHaveLength(32);
    expect(vaultKeyFrom(key)).toEqual(vaultKeyFrom(key));
    expect(vaultKeyFrom(key).bytes).not.toEqual(vaultKeyFrom(generateSigningKey()).bytes);
  });
});
