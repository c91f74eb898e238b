import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportLedger, openSallyport, type Sallyport } from "@sallyport/sdk";
import { verifyLedger } from "@sallyport/sdk/verify";
import { beforeEach, describe, expect, it } from "vitest";

let home: string;
let directory: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "sallyport-keys-"));
  home = join(folder, "home");
  directory = join(folder, "people.yaml");
  writeFileSync(directory, "people:\n  - { id: ben, tenant: acme, roles: [support] }\n");
});

const keyFile = (name: string) => join(home, "keys", name);

async function opened<T>(work: (sallyport: Sallyport) => Promise<T>): Promise<T> {
  const sallyport = await openSallyport({ home, directory, ledgerOrigin: "acme.example/agents" });
  try {
    return await work(sallyport);
  } finally {
    await sallyport.close();
  }
}

const findings = (sallyport: Sallyport) =>
  exportLedger({ storage: sallyport.storage })
    .then((bundle) => verifyLedger(bundle, { publicKeys: [sallyport.ledgerKey] }))
    .then((report) => report.findings);

const append = (sallyport: Sallyport) =>
  sallyport.ledger.append({ type: "session-started", tenant: "acme", session: "ses_1" });

describe("the ledger's keys", () => {
  it("rotate, and auditors go on trusting the first one, before and after a restart", async () => {
    const first = await opened(async (sallyport) => {
      await append(sallyport);
      await sallyport.checkpoint();
      await sallyport.rotateLedgerKey("yearly");
      await append(sallyport);
      const { note } = await sallyport.checkpoint();
      expect(note).toMatch(/^acme\.example\/agents\n/);
      expect(await findings(sallyport)).toEqual([]);
      return sallyport.ledgerKey;
    });
    await opened(async (sallyport) => {
      const { keyId } = await append(sallyport);
      expect(keyId).not.toBe(first.kid);
      expect(sallyport.ledgerKey).toEqual(first);
      await sallyport.rotateLedgerKey("again");
      await append(sallyport);
      await sallyport.checkpoint();
      expect(await findings(sallyport)).toEqual([]);
    });
    expect(existsSync(keyFile("ledger-next.json"))).toBe(false);
    expect(statSync(keyFile("ledger.json")).mode & 0o077).toBe(0);
    // The retired private keys are gone; only what is public of them is kept.
    expect(JSON.parse(readFileSync(keyFile("ledger-retired.json"), "utf8"))).toMatchObject([
      { kty: "OKP" },
      {},
    ]);
    expect(readFileSync(keyFile("ledger-retired.json"), "utf8")).not.toContain('"d"');
  });

  it("[G4] finish a rotation that a crash cut short, at either point", async () => {
    const before = await opened(async (sallyport) => {
      const current = readFileSync(keyFile("ledger.json"));
      await sallyport.rotateLedgerKey("yearly");
      return { current, next: readFileSync(keyFile("ledger.json")) };
    });
    // Recorded in the ledger, and the files as they were before: a chain begun with the old key would not verify.
    writeFileSync(keyFile("ledger-next.json"), before.next, { mode: 0o600 });
    writeFileSync(keyFile("ledger.json"), before.current, { mode: 0o600 });
    await opened(async (sallyport) => {
      await append(sallyport);
      expect(await findings(sallyport)).toEqual([]);
      expect(readFileSync(keyFile("ledger.json"))).toEqual(before.next);
    });
    expect(JSON.parse(readFileSync(keyFile("ledger-retired.json"), "utf8"))).toHaveLength(1);
  });

  it("keep the present key when one was prepared but the ledger never handed over", async () => {
    const key = await opened(async (sallyport) => sallyport.ledgerKey);
    const prepared = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
    writeFileSync(keyFile("ledger-next.json"), JSON.stringify(prepared), { mode: 0o600 });
    await opened(async (sallyport) => {
      expect((await append(sallyport)).keyId).toBe(key.kid);
      expect(await findings(sallyport)).toEqual([]);
    });
  });
});
