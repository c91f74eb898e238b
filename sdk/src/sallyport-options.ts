import type { Escalation } from "./approvals/index.ts";
import type { Clock } from "./clock.ts";
import type { PublicKey } from "./crypto/index.ts";
import type { Directory, TrustedIssuer } from "./identity/index.ts";
import type { CheckpointAnchor } from "./receipts/index.ts";
import type { Canary, DataLossRule, RedactorOptions } from "./redaction/index.ts";
import type { Embeddings, IndexOptions } from "./retrieval/index.ts";
import type { ScreeningPlugin } from "./screening/index.ts";

export interface SallyportOptions {
  /** Folder of the database and the keys. */
  readonly home: string;
  /** The people: a YAML file, or anything that finds them. */
  readonly directory: string | Directory;
  /** Folder of .cedar policies; the default set when absent. It is followed: a new set that is valid decides. */
  readonly policies?: string;
  /** Policies on trial: they decide nothing, but what they would have decided is recorded. */
  readonly shadowPolicies?: string;
  /** Any LangChain embeddings with a model id; the embedded offline model when absent. */
  readonly embeddings?: Embeddings;
  /** How indexes are kept and searched. What they write to disk goes to `index` in the home unless told otherwise. */
  readonly index?: IndexOptions;
  /** Whose tokens are believed. Absent: a local issuer over the directory, for development. */
  readonly tokenIssuers?: readonly TrustedIssuer[];
  /** Public keys of approval channels besides this home's own terminal. */
  readonly approvalChannels?: readonly PublicKey[];
  /** Which group is asked, too, when a group lets three quarters of the time go by. The same in every process. */
  readonly escalation?: Escalation;
  /** The ledger's name in its checkpoints, for example `example.com/agents`. Choose it before the first one. */
  readonly ledgerOrigin?: string;
  /** Where checkpoints of the ledger go, out of this host's reach. */
  readonly anchor?: CheckpointAnchor;
  /** What may not leave in answers and tool arguments: too many values at once, a canary. See docs/redaction.md. */
  readonly dataLoss?: { readonly rules?: readonly DataLossRule[]; readonly canaries?: readonly Canary[] };
  /** What is found beside the built-in types, or never. Lists for all processes: `redaction.json` in the home. */
  readonly redaction?: Omit<RedactorOptions, "policy" | "hashKey">;
  /** Transformers or judge models that documents are shown to at ingest, beside the built-in detectors. */
  readonly screeningPlugins?: readonly ScreeningPlugin[];
  /** Policies are asked and overruled, and receipts say so: {@link GateOptions.dangerouslyRecordOnly}. */
  readonly dangerouslyRecordOnly?: boolean;
  readonly clock?: Clock;
}
