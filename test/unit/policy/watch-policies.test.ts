import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import { type PolicyChange, watchPolicies } from "../../../sdk/src/policy/index.ts";
import { exportLedger, type Ledger, openLedger, type ReceiptInput } from "../../../sdk/src/receipts/index.ts";
import { verifyLedger } from "../../../sdk/src/receipts/verify/index.ts";
import { openStorage } from "../../../sdk/src/storage/index.ts";
import { permitTools, policyFolder } from "./folders.ts";
import { callTool } from "./requests.ts";

const forbidLeaks = `
@id("no-leaks")
forbid (principal, action == Sallyport::Action::"call_tool", resource) when { context.leaks };
`;
const leaking = callTool({ call: { leaks: true } });

/** A ledger that keeps what it is told, and can be made to fail. */
function keepLedger() {
  const receipts: ReceiptInput[] = [];
  const ledger: Ledger = {
    append: (input) => {
      receipts.push(input);
      return Promise.resolve({} as never);
    },
  };
  return { ledger, receipts };
}

const open: { close(): void }[] = [];
afterEach(() => {
  for (const watched of open.splice(0)) watched.close();
});

async function watch(
  options: { ledger?: Ledger; everyMs?: number; onChange?: (change: PolicyChange) => void } = {},
) {
  const folder = await policyFolder(permitTools);
  const { ledger, receipts } = keepLedger();
  const watched = await watchPolicies({ folder, ledger, everyMs: 3_600_000, ...options });
  open.push(watched);
  // At once, so that no look finds half of it.
  const write = async (text: string) => {
    await writeFile(join(folder, "next"), text);
    await rename(join(folder, "next"), join(folder, "policies.cedar"));
  };
  return { folder, watched, receipts, write };
}

describe("watchPolicies", () => {
  it("exchanges the set and tells what is new", async () => {
    const { watched, write } = await watch();
    const before = watched.policyHash;
    expect(watched.decide(leaking)).toMatchObject({ type: "allow", policyHash: before });

    await write(permitTools.replace("resource)", "resource) when { resource.reversible }") + forbidLeaks);
    expect(await watched.reload()).toEqual({
      type: "enacted",
      from: before,
      to: watched.policyHash,
      added: ["no-leaks"],
      removed: [],
      changed: ["permit-tools"],
    });
    expect(watched.decide(leaking)).toMatchObject({ type: "deny", policyHash: watched.set.hash });
    expect(watched.policyHash).not.toBe(before);
  });

  it("leaves receipts of the first set and of each change", async () => {
    const { watched, write, receipts } = await watch();
    await write(forbidLeaks);
    await watched.reload();
    await watched.reload();
    expect(receipts).toMatchObject([
      { type: "policy-changed", tenant: "*", facts: { outcome: "enacted", added: ["permit-tools"] } },
      {
        type: "policy-changed",
        facts: { outcome: "enacted", added: ["no-leaks"], removed: ["permit-tools"] },
      },
    ]);
    expect(receipts[1]?.facts?.to).toBe(watched.policyHash);
  });

  it("leaves no second receipt of a set that a restart finds unchanged, but one of a set that it finds new", async () => {
    const { watched, folder, write } = await watch();
    const recorded = watched.policyHash;
    const { ledger, receipts } = keepLedger();
    open.push(await watchPolicies({ folder, ledger, recorded }));
    expect(receipts).toEqual([]);

    await write(permitTools + forbidLeaks);
    open.push(await watchPolicies({ folder, ledger, recorded }));
    expect(receipts).toMatchObject([{ facts: { outcome: "enacted", added: ["permit-tools", "no-leaks"] } }]);
  });

  it("[G8] keeps the old set when the new one is no set, and says why", async () => {
    const { watched, write, folder, receipts } = await watch();
    await write(permitTools + forbidLeaks);
    await watched.reload();
    const { policyHash } = watched;

    await write(permitTools + forbidLeaks.replace("context.leaks", "context.leak"));
    expect(await watched.reload()).toMatchObject({
      type: "refused",
      policyHash,
      problems: [{ code: "ERR_POLICY_INVALID", policy: "no-leaks" }],
    });
    await rm(folder, { recursive: true });
    expect(await watched.reload()).toMatchObject({
      type: "refused",
      problems: [{ code: "ERR_POLICY_FOLDER" }],
    });

    expect(watched.decide(leaking)).toMatchObject({ type: "deny", policyHash });
    expect(receipts.at(-1)).toMatchObject({ facts: { outcome: "refused", kept: policyHash } });
  });

  it("[G4] enacts nothing that the ledger did not take, and tries again", async () => {
    const { ledger } = keepLedger();
    const { watched, write } = await watch({ ledger });
    const { policyHash } = watched;
    const append = vi.spyOn(ledger, "append").mockRejectedValueOnce(new Error("disk full"));

    await write(permitTools + forbidLeaks);
    expect(await watched.reload()).toMatchObject({
      type: "refused",
      problems: [{ code: "ERR_POLICY_LEDGER" }],
    });
    expect(watched.decide(leaking)).toMatchObject({ type: "allow", policyHash });

    expect(await watched.reload()).toMatchObject({ type: "enacted" });
    expect(append).toHaveBeenCalledTimes(2);
    expect(watched.decide(leaking)).toMatchObject({ type: "deny" });
  });

  it("follows the folder by itself and reports each refusal once", async () => {
    const changes: PolicyChange[] = [];
    const { watched, write } = await watch({ everyMs: 5, onChange: (change) => changes.push(change) });
    await write("permit (");
    await expect.poll(() => changes).toMatchObject([{ type: "refused" }]);
    expect(watched.decide(leaking)).toMatchObject({ type: "allow" });

    await write(permitTools + forbidLeaks);
    await expect
      .poll(() => changes)
      .toMatchObject([{ type: "refused" }, { type: "enacted", added: ["no-leaks"] }]);
    expect(watched.decide(leaking)).toMatchObject({ type: "deny" });
  });

  it("takes looks one after the other", async () => {
    const { watched, write, receipts } = await watch();
    await write(permitTools + forbidLeaks);
    const changes = await Promise.all([watched.reload(), watched.reload(), watched.reload()]);
    expect(changes.map(({ type }) => type)).toEqual(["enacted", "unchanged", "unchanged"]);
    expect(receipts).toHaveLength(2);
  });

  it("does not start on a set that does not load", async () => {
    const { ledger, receipts } = keepLedger();
    const folder = await policyFolder("permit (");
    await expect(watchPolicies({ folder, ledger })).rejects.toThrow(
      expect.objectContaining({ code: "ERR_POLICY_SYNTAX" }),
    );
    expect(receipts).toEqual([]);
  });
});

describe("the receipts of policy changes", () => {
  it("[G4] are signed and chained like all others", async () => {
    const storage = await openStorage(":memory:");
    const key = generateSigningKey();
    const ledger = await openLedger({ storage, key, writer: "test" });
    const { watched, write } = await watch({ ledger });
    await write(permitTools + forbidLeaks);
    await watched.reload();
    const bundle = await exportLedger({ storage });
    expect(bundle.receipts).toHaveLength(2);
    expect(await verifyLedger(bundle, { publicKeys: [key.publicKey] })).toMatchObject({ ok: true });
  });
});
