import { createHash } from "node:crypto";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Agent, Chain, Principal } from "../../../sdk/src/identity/index.ts";
import { openRevocations } from "../../../sdk/src/identity/index.ts";
import { type IngestEvent, ingestFolder } from "../../../sdk/src/ingest/index.ts";
import { createPolicyEngine, defaultPolicyFolder, loadPolicies } from "../../../sdk/src/policy/index.ts";
import type { Ledger, Receipt, ReceiptInput } from "../../../sdk/src/receipts/index.ts";
import type { Redactor } from "../../../sdk/src/redaction/index.ts";
import { type Embeddings, openRetrieval, type ReadingSession } from "../../../sdk/src/retrieval/index.ts";
import type { Screener } from "../../../sdk/src/screening/index.ts";
import type { ContentSource } from "../../../sdk/src/sessions/index.ts";
import { openStorage, type Storage } from "../../../sdk/src/storage/index.ts";

/** Bag of hashed words: texts that share words are near to each other. Counts its calls. */
export function wordEmbeddings(dimension = 64): Embeddings & { calls: number } {
  const embed = (text: string) => {
    const vector = new Array<number>(dimension).fill(0.001);
    for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? []) {
      const hash = createHash("sha256").update(word).digest();
      vector[hash.readUInt16LE(0) % dimension]! += (hash[2]! & 1) === 0 ? 1 : -1;
    }
    return vector;
  };
  return {
    model: `words-${dimension}`,
    calls: 0,
    async embedDocuments(texts) {
      this.calls += texts.length;
      return texts.map(embed);
    },
    async embedQuery(text) {
      this.calls++;
      return embed(text);
    },
  };
}

/** Quarantines what says POISON, suspects what says ODD. */
export function wordScreener(detectorVersion = "1", poison = "POISON"): Screener {
  return {
    detectorVersion,
    screen(text) {
      const verdict = text.includes(poison) ? "quarantined" : text.includes("ODD") ? "suspicious" : "clean";
      const reason = {
        detector: "word",
        message: "Says the word.",
        start: 0,
        end: 1,
        score: 1,
        owasp: "LLM01",
      };
      return {
        verdict,
        score: verdict === "clean" ? 0 : 1,
        reasons: verdict === "clean" ? [] : [reason],
        detectorVersion,
      };
    },
  };
}

/** Takes out what says SECRET. */
export const wordRedactor: Redactor = {
  redact: (text) => ({ text: text.replaceAll("SECRET", "[[SECRET]]"), spans: [] }),
  redactJson: (value) => value,
  find: () => [],
  explain: () => [],
  stream: () => ({ push: (chunk) => chunk, end: () => "" }),
  restore: async (text) => ({ text, types: {}, unknown: 0 }),
  openRestoration: () => ({ push: async (piece) => piece, end: async () => "" }),
  restoreArguments: async (value) => ({ arguments: value, restored: {} }),
};

export function memoryLedger(): Ledger & { readonly receipts: Receipt[] } {
  const receipts: Receipt[] = [];
  return {
    receipts,
    async append(input: ReceiptInput) {
      const sequence = receipts.length + 1;
      const sealed = {
        id: `rcp_${sequence}`,
        writer: "w",
        sequence,
        at: 0,
        previousHash: "",
        hash: "",
        keyId: "",
        signature: "",
      };
      receipts.push({ ...input, ...sealed } as Receipt);
      return receipts.at(-1)!;
    },
  };
}

export function person(id: string, tenant: string, change: Partial<Principal> = {}): Principal {
  return { type: "user", id, tenant, roles: [], groups: [], clearance: "restricted", ...change };
}

export function agentOf(tenant: string, id = "helper"): Agent {
  const publicKey = { kty: "OKP", crv: "Ed25519", x: "x", kid: "k" } as const;
  return { type: "agent", id, tenant, owner: "owner", purpose: "help", tools: ["*"], publicKey };
}

export const everything: Chain["scopes"] = {
  tools: ["*"],
  actions: ["retrieve", "call_tool"],
  limits: {},
  clearance: "restricted",
  records: ["*"],
  depth: 5,
};

/** A session whose chain holds, without the cryptography that its own room tests. */
export function sessionFor(
  principal: Principal,
  change: Partial<Chain> = {},
): ReadingSession & { sources: ContentSource[] } {
  const sources: ContentSource[] = [];
  return {
    id: "ses_1",
    tenant: principal.tenant,
    sources,
    authorize: async () => ({
      principal,
      agents: [agentOf(principal.tenant)],
      hops: [{ id: "hop_1", agent: "helper", scopes: {}, issuedAt: 0, expiresAt: Number.MAX_SAFE_INTEGER }],
      scopes: everything,
      expiresAt: Number.MAX_SAFE_INTEGER,
      digest: "sha256:chain",
      ...change,
    }),
    record: (source) => void sources.push(source),
  };
}

export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sallyport-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

export async function collect(events: AsyncIterable<IngestEvent>): Promise<IngestEvent[]> {
  const all: IngestEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

let policy: ReturnType<typeof createPolicyEngine> | undefined;

/** Store, ledger, policies and both rooms, over an in-memory database. */
export async function openRooms(
  change: { storage?: Storage; screener?: Screener; clock?: () => number; embeddings?: Embeddings } = {},
) {
  policy ??= createPolicyEngine(await loadPolicies(defaultPolicyFolder));
  const storage = change.storage ?? (await openStorage(":memory:"));
  const ledger = memoryLedger();
  const revocations = openRevocations({ storage });
  const clock = change.clock ?? (() => 1_000_000);
  const rooms = {
    storage,
    ledger,
    revocations,
    policy,
    clock,
    screener: wordScreener(),
    embeddings: wordEmbeddings(),
    redactor: wordRedactor,
    ...change,
  };
  return {
    ...rooms,
    retrieval: openRetrieval(rooms),
    ingest: (tenant: string, folder: string, screener = rooms.screener) =>
      collect(ingestFolder({ ...rooms, screener, tenant, folder })),
  };
}

export function aclFor(tenant: string, more = ""): string {
  return `version: 1
tenant: ${tenant}
labels:
  all: { readers: { everyone: true }, classification: internal, integrity: trusted, owner: olga }
  finance: { readers: { roles: [finance] }, classification: confidential, integrity: trusted, owner: olga }
  mail: { readers: { everyone: true }, classification: internal, integrity: untrusted, owner: olga, retentionDays: 1 }
documents:
  - { match: "finance/**", label: finance }
  - { match: "mail/**", label: mail }
  - { match: "all/**", label: all }
${more}`;
}
