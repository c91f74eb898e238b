import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  loadAgents,
  openSallyport,
  type Sallyport,
  type SallyportSession,
  type Scopes,
} from "@sallyport/sdk";

export const tenants = ["aldermoor", "quillhaven"] as const;

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));

/** What every step of the demo works with. */
export interface DemoStage {
  readonly home: string;
  readonly sallyport: Sallyport;
  documents(tenant: string): string;
  /** A run of an agent for a person, with a token that the local issuer signs for them. */
  startSession(options: {
    tenant: string;
    user: string;
    agent: string;
    purpose: string;
    scopes?: Scopes;
  }): Promise<SallyportSession>;
  close(): Promise<void>;
}

/** A new home folder for each run, so that the demo starts from nothing every time. */
export async function openStage(): Promise<DemoStage> {
  const home = mkdtempSync(join(tmpdir(), "sallyport-demo-"));
  const sallyport = await openSallyport({ home, directory: join(fixtures, "people.yaml") });
  for (const agent of await loadAgents(join(fixtures, "agents.yaml"))) await sallyport.registerAgent(agent);
  const issuer = sallyport.localIssuer;
  if (issuer === undefined) throw new Error("The demo runs on the local issuer.");
  return {
    home,
    sallyport,
    documents: (tenant) => join(fixtures, "tenants", tenant),
    startSession: async ({ tenant, user, ...options }) =>
      sallyport.startSession({ ...options, token: await issuer.issueToken(tenant, user) }),
    close: () => sallyport.close(),
  };
}
