import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Public data, read where it lies and never copied; `SALLYPORT_DATA` names another place. */
export const dataFolder =
  process.env["SALLYPORT_DATA"] ?? new URL("../../../../shared/data", import.meta.url).pathname;

export interface Item {
  readonly id: string;
  readonly source: string;
  readonly kind: string;
  readonly label: 0 | 1;
  readonly text: string;
  readonly sub?: string;
}

/** Sources whose licence lets their statistics go into an Apache-2.0 package, and what they serve for. */
export const trainingSources = {
  /** Hostile prompts. */
  attacks: ["deepset", "cyberseceval", "inthewild_jailbreak", "garak", "giskard", "gptfuzz", "pif_bench"],
  /** Requests as they are found injected into documents. */
  injected: ["asb", "email_agent"],
  /** What people ask an assistant for. */
  requests: ["benign_instr"],
  /** Documents, minutes, dialogues. */
  documents: ["doc_sourcegraph", "doc_k8s", "doc_readmes", "qmsum_meetings", "taskmaster_dialog"],
} as const;

/** Short harmless texts that set the threshold, and nothing else: no weight depends on them. */
export const calibrationSources = ["wiki_sents", "sgd_results", "sgd_dialog"] as const;

/** Never trained on: their licence asks for share-alike, is mixed or is unclear. They measure. */
export const heldOutSources = {
  documents: ["doc_debian", "doc_gnome", "doc_lohelp", "doc_man"],
  short: ["narrative_t0", "tool_outputs"],
  prompts: ["neuralchemy"],
} as const;

/** Reads one source, or nothing where the data is absent. */
export function readSource(folder: string, source: string): Item[] {
  const path = join(folder, `${source}.jsonl`);
  if (!existsSync(path)) return [];
  const items: Item[] = [];
  for (const line of readFileSync(path, "utf8").split("\n")) {
    if (line !== "") items.push(JSON.parse(line) as Item);
  }
  return items;
}
