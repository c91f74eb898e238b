import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import { createLocalIssuer, createTokenVerifier, loadDirectory } from "../../../sdk/src/identity/index.ts";
import { codeOf } from "./world.ts";

const people = `
people:
  - {id: alice, tenant: acme, name: Alice Ek, email: alice@acme.example, roles: [analyst], groups: [finance], clearance: confidential}
  - {id: bob, tenant: acme}
`;

async function createLocal() {
  const path = join(await mkdtemp(join(tmpdir(), "sallyport-")), "people.yaml");
  await writeFile(path, people);
  const directory = await loadDirectory(path);
  const time = { now: Date.UTC(2026, 10, 23, 9) };
  const clock = () => time.now;
  const identity = { issuer: "sallyport-local", audience: "sallyport" };
  const local = createLocalIssuer({ directory, key: generateSigningKey(), ...identity, clock });
  const verifier = createTokenVerifier({ issuers: [{ ...identity, jwks: local.jwks }], clock });
  return { directory, local, verifier, time };
}

describe("a person of the local directory", () => {
  it("signs in with a real token", async () => {
    const { local, verifier, directory } = await createLocal();
    const principal = await verifier.verify(await local.issueToken("acme", "alice"));
    expect(principal).toEqual(await directory.find("acme", "alice"));
    expect(principal.clearance).toBe("confidential");
  });

  it("has no rights that nobody wrote down", async () => {
    const { local, verifier } = await createLocal();
    expect(await verifier.verify(await local.issueToken("acme", "bob"))).toEqual({
      type: "user",
      id: "bob",
      tenant: "acme",
      roles: [],
      groups: [],
      clearance: "public",
    });
  });

  it("has to be in the directory, in that tenant", async () => {
    const { local } = await createLocal();
    expect(await codeOf(local.issueToken("globex", "alice"))).toBe("ERR_IDENTITY_PERSON_UNKNOWN");
  });

  it("is signed out when the token expires", async () => {
    const { local, verifier, time } = await createLocal();
    const token = await local.issueToken("acme", "alice", { expiresInMs: 1000 });
    time.now += 1000 + 30_000;
    expect(await codeOf(verifier.verify(token))).toBe("ERR_IDENTITY_TOKEN_EXPIRED");
  });
});
