import { describe, expect, it } from "vitest";
import { generateSigningKey } from "../../sdk/src/crypto/index.ts";
import {
  digestToolArguments,
  mintToolCredential,
  verifyToolCredential,
} from "../../sdk/src/identity/index.ts";
import { codeOf, createWorld, minute } from "../unit/identity/world.ts";
import { type Change, resign, tamper } from "./identity-forgery.ts";

async function createTarget() {
  const { issue, present, clock, time } = await createWorld();
  const chain = await present(await issue(), "triage");
  const key = generateSigningKey();
  const args = { account: "A-17", amount: 500 };
  const mint = () =>
    mintToolCredential({
      chain,
      tool: "refund",
      argumentsDigest: digestToolArguments("refund", args),
      key,
      clock,
    });
  const verify = (token: string, tool = "refund", received: unknown = args) =>
    verifyToolCredential(token, { publicKeys: [key.publicKey], tool, arguments: received, clock });
  const token = await mint();
  return {
    token,
    key,
    time,
    args,
    verify,
    refusal: (presented: string, tool?: string, received?: unknown) =>
      codeOf(verify(presented, tool, received)),
    changed: (change: Change) => resign(token, change, key),
    expectUnharmed: async () => expect((await verify(await mint())).principal).toBe("alice"),
  };
}

describe("a tool credential in the wrong hands", () => {
  it("[G2] buys no other tool", async () => {
    const { token, refusal, expectUnharmed } = await createTarget();
    expect(await refusal(token, "wire_transfer")).toBe("ERR_IDENTITY_CREDENTIAL_TOOL");
    await expectUnharmed();
  });

  it("[G2] buys no other arguments: not more, not fewer, not of another type", async () => {
    const { token, args, refusal, expectUnharmed } = await createTarget();
    for (const other of [
      { ...args, amount: 50_000 },
      { ...args, amount: "500" },
      { ...args, memo: "" },
      { account: "A-17" },
      [args],
      null,
    ]) {
      expect(await refusal(token, "refund", other)).toBe("ERR_IDENTITY_CREDENTIAL_ARGUMENTS");
    }
    await expectUnharmed();
  });

  it("[G2] buys the call once, however many ask at once", async () => {
    const { token, verify, refusal, expectUnharmed } = await createTarget();
    const calls = await Promise.allSettled(Array.from({ length: 10 }, () => verify(token)));
    expect(calls.filter((call) => call.status === "fulfilled")).toHaveLength(1);
    expect(await refusal(token)).toBe("ERR_IDENTITY_CREDENTIAL_REPLAYED");
    await expectUnharmed();
  });

  it("[G2] is worth nothing after seconds, and cannot be dated otherwise", async () => {
    const { token, changed, time, refusal, expectUnharmed } = await createTarget();
    const lasting = changed({ claims: { exp: (time.now + 60 * minute) / 1000 } });
    const ahead = changed({
      claims: { iat: (time.now + minute) / 1000, exp: (time.now + 1.5 * minute) / 1000 },
    });
    expect(await refusal(lasting)).toBe("ERR_IDENTITY_CREDENTIAL_LIFETIME");
    expect(await refusal(ahead)).toBe("ERR_IDENTITY_CREDENTIAL_FUTURE");
    time.now += minute;
    expect(await refusal(token)).toBe("ERR_IDENTITY_CREDENTIAL_EXPIRED");
    await expectUnharmed();
  });

  it("[G2] cannot be forged", async () => {
    const { token, key, changed, refusal, expectUnharmed } = await createTarget();
    const thief = generateSigningKey();
    const claims = { arguments: digestToolArguments("refund", { account: "A-17", amount: 1 }) };
    expect(await refusal(resign(token, { claims }, thief))).toBe("ERR_IDENTITY_CREDENTIAL_KEY");
    const disguised = resign(token, { header: { kid: key.publicKey.kid }, claims }, thief);
    expect(await refusal(disguised)).toBe("ERR_IDENTITY_CREDENTIAL_SIGNATURE");
    expect(await refusal(tamper(token, { claims }))).toBe("ERR_IDENTITY_CREDENTIAL_SIGNATURE");
    expect(await refusal(changed({ header: { alg: "none" } }))).toBe("ERR_IDENTITY_CREDENTIAL_ALGORITHM");
    expect(await refusal(changed({ header: { jwk: thief.publicKey } }))).toBe(
      "ERR_IDENTITY_CREDENTIAL_HEADER",
    );
    expect(await refusal(changed({ header: { typ: "sallyport-hop+jwt" } }))).toBe(
      "ERR_IDENTITY_CREDENTIAL_HEADER",
    );
    expect(await refusal(changed({ claims: { iss: "someone" } }))).toBe("ERR_IDENTITY_CREDENTIAL_MALFORMED");
    expect(await refusal(changed({ claims: { act: {} } }))).toBe("ERR_IDENTITY_CREDENTIAL_MALFORMED");
    expect(await refusal("")).toBe("ERR_IDENTITY_CREDENTIAL_KEY");
    await expectUnharmed();
  });

  it("[G8] is refused when the server forgot to say for which arguments", async () => {
    const { token, key, expectUnharmed } = await createTarget();
    const careless = { publicKeys: [key.publicKey], tool: "refund" } as never;
    expect(await codeOf(verifyToolCredential(token, careless))).toBe("ERR_CRYPTO_NOT_JSON");
    await expectUnharmed();
  });
});
