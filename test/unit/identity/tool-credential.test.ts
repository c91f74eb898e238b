import { describe, expect, it } from "vitest";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import {
  digestToolArguments,
  mintToolCredential,
  verifyToolCredential,
} from "../../../sdk/src/identity/index.ts";
import { createWorld } from "./world.ts";

async function createGate() {
  const { issue, extend, present, clock } = await createWorld();
  const chain = await present(await extend(await issue(), "triage", "lookup"), "lookup");
  const key = generateSigningKey();
  const call = { tool: "refund", arguments: { account: "A-17", amount: 500 } };
  const argumentsDigest = digestToolArguments(call.tool, call.arguments);
  return { chain, key, call, argumentsDigest, clock };
}

describe("a tool credential", () => {
  it("tells the tool's server for whom it acts, and through whom", async () => {
    const { chain, key, call, argumentsDigest, clock } = await createGate();
    const token = await mintToolCredential({
      chain,
      tool: "refund",
      argumentsDigest,
      key,
      expiresInMs: 5000,
      clock,
    });
    const publicKeys = [generateSigningKey().publicKey, key.publicKey];
    expect(await verifyToolCredential(token, { publicKeys, ...call, clock })).toEqual({
      id: expect.stringMatching(/^crd_/),
      tool: "refund",
      principal: "alice",
      tenant: "acme",
      agents: ["triage", "lookup"],
      delegation: chain.digest,
      argumentsDigest,
      expiresAt: clock() + 5000,
    });
  });

  it("asks the server's own store whether it was used, when there is one", async () => {
    const { chain, key, argumentsDigest, clock } = await createGate();
    const token = await mintToolCredential({ chain, tool: "refund", argumentsDigest, key, clock });
    const asked: unknown[] = [];
    const expected = {
      publicKeys: [key.publicKey],
      tool: "refund",
      argumentsDigest,
      clock,
      useOnce: async (...use: unknown[]) => asked.push(use) === 1,
    };
    const credential = await verifyToolCredential(token, expected);
    expect(asked).toEqual([[credential.id, credential.expiresAt]]);
  });

  it("is for seconds: nobody can mint one that lasts", async () => {
    const { chain, key, argumentsDigest } = await createGate();
    const lasting = mintToolCredential({
      chain,
      tool: "refund",
      argumentsDigest,
      key,
      expiresInMs: 3_600_000,
    });
    await expect(lasting).rejects.toThrow(TypeError);
  });
});
