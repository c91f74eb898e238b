import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createChainVerifier, openAgentRegistry, openRevocations } from "../../sdk/src/identity/index.ts";
import { openStorage } from "../../sdk/src/storage/index.ts";
import { action, bob, codeOf, createWorld, minute } from "../unit/identity/world.ts";

const why = { reason: "an incident", actor: "olivia" };
const revoked = "ERR_IDENTITY_REVOKED";

/**
 *            ┌ lookup → pay
 *   triage ──┤
 *            └ pay (the sibling)
 */
async function createTree() {
  const world = await createWorld();
  const one = await world.issue();
  const two = await world.extend(one, "triage", "lookup");
  const three = await world.extend(two, "lookup", "pay");
  const sibling = await world.extend(one, "triage", "pay");
  const { hops } = await world.present(three, "pay");
  const present = {
    one: (session?: string) => world.present(one, "triage", session),
    two: () => world.present(two, "lookup"),
    three: (session?: string) => world.present(three, "pay", session),
    sibling: () => world.present(sibling, "pay"),
  };
  // Everything is in the verifier's cache before anything is revoked.
  for (const call of Object.values(present)) await call();
  return { ...world, hops, call: present, tokens: { one, two, three, sibling } };
}

describe("a revoked hop", () => {
  it("[G5] dies at the next call with all below it, remembered or not; its parent and siblings live", async () => {
    const { revocations, hops, call } = await createTree();
    const { id } = await revocations.revoke({ kind: "hop", subject: hops[1]!.id, ...why });
    expect(await codeOf(call.two())).toBe(revoked);
    expect(await codeOf(call.three())).toBe(revoked);
    expect((await call.one()).hops).toHaveLength(1);
    expect((await call.sibling()).hops).toHaveLength(2);

    await revocations.lift(id, "olivia");
    expect((await call.three()).hops).toHaveLength(3);
  });

  it("[G5] takes the whole tree along when it is the first", async () => {
    const { revocations, hops, call } = await createTree();
    await revocations.revoke({ kind: "hop", subject: hops[0]!.id, ...why });
    for (const each of Object.values(call)) expect(await codeOf(each())).toBe(revoked);
  });
});

describe("revoking who or what is in a chain", () => {
  it("[G5] stops a person everywhere, and nobody else", async () => {
    const { revocations, call, issue, present } = await createTree();
    const bobs = await issue({}, bob);
    await revocations.revoke({ kind: "user", subject: "alice", tenant: "acme", ...why });
    for (const each of Object.values(call)) expect(await codeOf(each())).toBe(revoked);
    expect((await present(bobs, "triage")).principal.id).toBe("bob");
  });

  it("[G5] does not stop a namesake in another tenant", async () => {
    const { revocations, call } = await createTree();
    await revocations.revoke({ kind: "user", subject: "alice", tenant: "globex", ...why });
    expect((await call.three()).principal.id).toBe("alice");
  });

  it("[G5] stops an agent, and what it passed on", async () => {
    const { revocations, call } = await createTree();
    await revocations.revoke({ kind: "agent", subject: "lookup", ...why });
    expect(await codeOf(call.two())).toBe(revoked);
    expect(await codeOf(call.three())).toBe(revoked);
    expect((await call.sibling()).agents.map((agent) => agent.id)).toEqual(["triage", "pay"]);
  });

  it("[G5] stops one session and no other", async () => {
    const { revocations, call } = await createTree();
    await revocations.revoke({ kind: "session", subject: "ses_1", ...why });
    expect(await codeOf(call.three("ses_1"))).toBe(revoked);
    expect((await call.three("ses_2")).hops).toHaveLength(3);
  });

  it("[G5] stops a stolen agent key, and the control plane's own", async () => {
    const { revocations, call, keys, rootKey } = await createTree();
    const stolen = { kind: "key", subject: keys.lookup.publicKey.kid, ...why } as const;
    const { id } = await revocations.revoke(stolen);
    expect(await codeOf(call.three())).toBe(revoked);
    expect((await call.sibling()).hops).toHaveLength(2);
    await revocations.lift(id, "olivia");

    await revocations.revoke({ kind: "key", subject: rootKey.publicKey.kid, ...why });
    for (const each of Object.values(call)) expect(await codeOf(each())).toBe(revoked);
  });

  it("[G5] does not confuse kinds: a tool called like the agent", async () => {
    const { revocations, call } = await createTree();
    await revocations.revoke({ kind: "tool", subject: "triage", ...why });
    expect((await call.three()).hops).toHaveLength(3);
  });
});

describe("a revocation and everything that could lose it", () => {
  it("[G5] stops a call that is already being verified", async () => {
    const { registry, revocations, rootKey, clock, tokens, prove } = await createTree();
    let arrived = () => {};
    let release = () => {};
    const inFlight = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slowRegistry = {
      ...registry,
      epoch: async () => {
        arrived();
        await held;
        return registry.epoch();
      },
    };
    const verifier = createChainVerifier({
      rootKey: rootKey.publicKey,
      registry: slowRegistry,
      revocations,
      clock,
    });
    const proof = await prove(tokens.three, "pay");
    const refusal = codeOf(verifier.verify({ delegation: tokens.three, proof, actionDigest: action }));
    await inFlight;
    await revocations.revoke({ kind: "agent", subject: "pay", ...why });
    release();
    expect(await refusal).toBe(revoked);
  });

  it("[G5] holds among many calls at once: none that starts after it gets through", async () => {
    const { revocations, call } = await createTree();
    const before = Array.from({ length: 20 }, () => call.three());
    const made = revocations.revoke({ kind: "agent", subject: "pay", ...why });
    await made;
    const after = await Promise.allSettled(Array.from({ length: 20 }, () => call.three()));
    expect(after.filter((each) => each.status === "fulfilled")).toEqual([]);
    await Promise.allSettled(before);
  });

  it("[G5] stands when the receipt of it could not be written", async () => {
    const { storage, call } = await createTree();
    const ledger = { append: () => Promise.reject(new Error("disk full")) };
    const revocations = openRevocations({ storage, ledger });
    await expect(revocations.revoke({ kind: "agent", subject: "pay", ...why })).rejects.toThrow("disk full");
    expect(await codeOf(call.three())).toBe(revoked);
  });

  it("[G5] ends when it was meant to, and not when the clock goes back", async () => {
    const { revocations, call, time } = await createTree();
    await revocations.revoke({ kind: "agent", subject: "pay", expiresInMs: minute, ...why });
    expect(await codeOf(call.three())).toBe(revoked);
    time.now += minute;
    expect((await call.three()).hops).toHaveLength(3);
    time.now -= minute;
    expect(await codeOf(call.three())).toBe("ERR_IDENTITY_CLOCK");
  });

  it("[G8] refuses everybody when revocations cannot be read", async () => {
    const { storage, call } = await createTree();
    await storage.destroy();
    await expect(call.three()).rejects.toThrow();
  });

  it("[G5] outlives a restart", async () => {
    const path = join(await mkdtemp(join(tmpdir(), "sallyport-")), "state.db");
    const world = await createWorld({ storage: await openStorage(path) });
    const delegation = await world.issue();
    const { hops } = await world.present(delegation, "triage");
    await world.revocations.revoke({ kind: "hop", subject: hops[0]!.id, ...why });
    await world.storage.destroy();

    const storage = await openStorage(path);
    const verifier = createChainVerifier({
      rootKey: world.rootKey.publicKey,
      registry: openAgentRegistry({ storage }),
      revocations: openRevocations({ storage }),
      clock: world.clock,
    });
    const proof = await world.prove(delegation, "triage");
    expect(await codeOf(verifier.verify({ delegation, proof, actionDigest: action }))).toBe(revoked);
    await storage.destroy();
  });

  it("[G5] is seen by another process at its very next look, and so is the lifting", async () => {
    const path = join(await mkdtemp(join(tmpdir(), "sallyport-")), "state.db");
    const storage = await openStorage(path);
    const revocations = openRevocations({ storage });
    const script = fileURLToPath(new URL("./identity-bystander.ts", import.meta.url));
    const bystander = spawn(
      process.execPath,
      ["--import", "tsx", "--conditions=@sallyport/source", script, path],
      {
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    const lines = createInterface({ input: bystander.stdout })[Symbol.asyncIterator]();
    const ask = async () => {
      bystander.stdin.write("hop_1 hop_2\n");
      return (await lines.next()).value;
    };
    expect(await ask()).toBe("clear");
    const { id } = await revocations.revoke({ kind: "hop", subject: "hop_2", ...why });
    expect(await ask()).toBe("revoked");
    await revocations.lift(id, "olivia");
    expect(await ask()).toBe("clear");

    bystander.stdin.end();
    await once(bystander, "exit");
    await storage.destroy();
  });
});
