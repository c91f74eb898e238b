import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { decodeJwt } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { digestOf, generateSigningKey, type PublicKey } from "../../../sdk/src/crypto/index.ts";
import { SallyportError } from "../../../sdk/src/errors.ts";
import {
  type Chain,
  createChainVerifier,
  createDelegationIssuer,
  createTokenVerifier,
  type Delegation,
  digestToolArguments,
  exportActor,
  exportAuthorizationDetails,
  extendDelegation,
  mintToolCredential,
  openAgentRegistry,
  openRevocations,
  proveAction,
  verifyToolCredential,
} from "../../../sdk/src/identity/index.ts";
import { openStorage } from "../../../sdk/src/storage/index.ts";
import { agentOf, alice } from "./world.ts";

const page = readFileSync(new URL("../../../docs/delegation.md", import.meta.url), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map((match) => match[1] as string);
const squeeze = (code: string) =>
  code
    .replace(/^import [^;]*;$/gm, "")
    .replace(/\s+/g, " ")
    .trim();

const clock = () => Date.UTC(2026, 10, 23, 9);

async function runWorkedExample() {
  const storage = await openStorage(":memory:");
  const registry = openAgentRegistry({ storage, clock });
  const revocations = openRevocations({ storage, clock });
  const [rootKey, deskKey, refundsKey] = [generateSigningKey(), generateSigningKey(), generateSigningKey()];
  const desk = agentOf("desk", deskKey);
  const refunds = agentOf("refunds", refundsKey, { tools: ["crm_lookup", "refund"] });
  await registry.register(desk);
  await registry.register(refunds);
  const issuer = createDelegationIssuer({ key: rootKey, registry, clock });
  const verifier = createChainVerifier({ rootKey: rootKey.publicKey, registry, revocations, clock });
  const actionDigest = digestOf("example", "refund");

  const delegation = await issuer.issue({
    principal: alice,
    agent: "desk",
    scopes: {
      tools: ["crm_lookup", "refund"],
      limits: { "refund.amount": 50_000 },
      clearance: "internal",
    },
    expiresInMs: 60 * 60_000,
  });

  const narrower = await extendDelegation({
    parent: delegation,
    key: deskKey,
    agent: refunds,
    scopes: {
      tools: ["refund"],
      limits: { "refund.amount": 5_000 },
      records: ["A-17"],
      depth: 0,
    },
    expiresInMs: 5 * 60_000,
    clock,
  });

  const proof = await proveAction({ delegation: narrower, key: refundsKey, actionDigest, clock });
  const chain = await verifier.verify({ delegation: narrower, proof, actionDigest });

  return { delegation: narrower, proof, chain };
}

function trustAcme() {
  const tokens = createTokenVerifier({
    issuers: [
      {
        issuer: "https://login.acme.example",
        audience: "sallyport",
        requiredScopes: ["agents.use"],
        claims: {
          tenant: { value: "acme" },
          roles: ["realm_access", "roles"],
          groups: "https://acme.example/groups",
        },
      },
    ],
  });
  return tokens;
}

function startToolServer(gateKeys: readonly PublicKey[]) {
  const server = createServer(async (request, response) => {
    try {
      const received = JSON.parse(await text(request));
      const caller = await verifyToolCredential(bearerToken(request), {
        publicKeys: gateKeys,
        tool: "refund",
        arguments: received,
        clock,
      });
      const result = await refund(received, { idempotencyKey: caller.id });
      response.end(JSON.stringify(result));
    } catch (error) {
      const code = SallyportError.isInstance(error) ? error.code : "ERR_INTERNAL";
      response.writeHead(403).end(JSON.stringify({ code }));
    }
  });
  return server;
}

const bearerToken = (request: IncomingMessage) =>
  (request.headers.authorization ?? "").replace(/^Bearer /, "");

const paid: unknown[] = [];
const refund = async (received: unknown, _: { idempotencyKey: string }) => {
  paid.push(received);
  return { paid: true };
};

/** What differs from run to run, as the page writes it. */
function masked(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replace(/"(hop_|crd_)[\w-]{36}"/g, '"$1…"')
    .replace(/"sha256:[0-9a-f]{64}"/g, '"sha256:…"')
    .replace(/"(x|kid)":"[\w-]+"/g, '"$1":"…"')
    .replace(/"jti":"[0-9a-f-]{36}"/g, '"jti":"…"');
  return JSON.parse(text);
}

describe("docs/delegation.md", () => {
  let example: { delegation: Delegation; proof: string; chain: Chain };
  beforeAll(async () => {
    example = await runWorkedExample();
  });

  it("shows code that runs: every block of it stands in this file", () => {
    const source = squeeze(readFileSync(new URL(import.meta.url), "utf8"));
    expect(blocks("ts").length).toBeGreaterThan(2);
    for (const block of blocks("ts")) expect(source).toContain(squeeze(block));
  });

  it("shows what that code really prints", () => {
    const { delegation, proof, chain } = example;
    const printed = [
      ...delegation.tokens.map((token) => decodeJwt(token)),
      decodeJwt(proof),
      chain.scopes,
      exportActor(chain),
      exportAuthorizationDetails(chain),
    ];
    expect(blocks("json").map((block) => JSON.parse(block))).toEqual(printed.map(masked));
  });

  it("shows issuers that are accepted", () => {
    expect(trustAcme).not.toThrow();
  });

  it("names refusals that tests provoke", () => {
    const attacks = new URL("../../attacks/", import.meta.url);
    const tests = readdirSync(attacks)
      .filter((file) => file.startsWith("identity-"))
      .map((file) => readFileSync(new URL(file, attacks), "utf8"))
      .join("\n");
    const codes = new Set(page.match(/ERR_IDENTITY_[A-Z_]+[A-Z]/g));
    expect(codes.size).toBeGreaterThan(20);
    for (const code of codes) expect(tests).toContain(code);
  });

  it("shows a tool server that pays once, and only what the gate let through", async () => {
    const key = generateSigningKey();
    const server = startToolServer([key.publicKey]);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const args = { account: "A-17", amount: 5000 };
    const argumentsDigest = digestToolArguments("refund", args);
    const token = await mintToolCredential({
      chain: example.chain,
      tool: "refund",
      argumentsDigest,
      key,
      clock,
    });
    const call = async (body: unknown) => {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
      return [response.status, await response.json()];
    };
    expect(await call({ ...args, amount: 9000 })).toEqual([
      403,
      { code: "ERR_IDENTITY_CREDENTIAL_ARGUMENTS" },
    ]);
    expect(await call(args)).toEqual([200, { paid: true }]);
    expect(await call(args)).toEqual([403, { code: "ERR_IDENTITY_CREDENTIAL_REPLAYED" }]);
    expect(paid).toEqual([args]);
    server.close();
    server.closeAllConnections();
  });
});
