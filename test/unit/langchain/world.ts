import { mkdtempSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openSallyport, type Sallyport, type SallyportOptions, type SallyportSession } from "@sallyport/sdk";
import type { Embeddings } from "../../../sdk/src/retrieval/index.ts";

/** Counts letters: quick, offline, and near for texts that share words. */
const letters: Embeddings = {
  model: "test-letters",
  embedQuery: async (text) => countLetters(text),
  embedDocuments: async (texts) => texts.map(countLetters),
};

function countLetters(text: string): number[] {
  const counts = new Array<number>(26).fill(0.01);
  for (const letter of text.toLowerCase()) {
    const index = letter.charCodeAt(0) - 97;
    if (index >= 0 && index < 26) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

const people = `people:
  - { id: ada, tenant: acme, roles: [finance], groups: [finance-approvers, security-reviewers, data-owners], clearance: confidential }
  - { id: ben, tenant: acme, roles: [support], clearance: internal }
  - { id: cem, tenant: acme, groups: [data-owners], clearance: confidential }
`;
const manifest = `version: 1
tenant: acme
labels:
  open: { readers: { everyone: true }, classification: internal, integrity: trusted, owner: ada }
  inbound: { readers: { everyone: true }, classification: internal, integrity: untrusted, owner: ada }
  finance: { readers: { roles: [finance] }, classification: confidential, integrity: trusted, owner: ada }
documents:
  - { match: "finance/**", label: finance }
  - { match: "inbound/**", label: inbound }
  - { match: "**", label: open }
`;

export interface World {
  readonly sallyport: Sallyport;
  /** What another process opens the same home with. */
  readonly options: SallyportOptions;
  startSession(user: string): Promise<SallyportSession>;
}

/** A company with one agent and these documents, by path. */
export async function createWorld(
  documents: Readonly<Record<string, string>>,
  dataLoss?: SallyportOptions["dataLoss"],
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "sallyport-world-"));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write("people.yaml", people);
  await write("documents/acl.yaml", manifest);
  for (const [path, text] of Object.entries(documents)) await write(`documents/${path}`, text);

  const options: SallyportOptions = {
    home: join(folder, "home"),
    directory: join(folder, "people.yaml"),
    embeddings: letters,
    ...(dataLoss && { dataLoss }),
  };
  const sallyport = await openSallyport(options);
  for await (const _ of sallyport.ingest("acme", join(folder, "documents")));
  await sallyport.registerAgent({
    id: "helper",
    tenant: "acme",
    owner: "olga",
    purpose: "Helps.",
    tools: ["*"],
  });
  return {
    sallyport,
    options,
    startSession: async (user) => {
      const token = await sallyport.localIssuer?.issueToken("acme", user);
      return sallyport.startSession({ token: token ?? "", agent: "helper" });
    },
  };
}
