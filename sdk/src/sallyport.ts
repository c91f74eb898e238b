import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createGate } from "./actions/index.ts";
import { type Escalation, openApprovals } from "./approvals/index.ts";
import { type Clock, systemClock } from "./clock.ts";
import { openSigningKey, type PublicKey } from "./crypto/index.ts";
import {
  createChainVerifier,
  createDelegationIssuer,
  createLocalIssuer,
  createTokenVerifier,
  type Directory,
  type LocalIssuer,
  loadDirectory,
  openAgentRegistry,
  openRevocations,
  type TrustedIssuer,
} from "./identity/index.ts";
import { ingestFolder } from "./ingest/index.ts";
import { openLedgerKeys } from "./ledger-keys.ts";
import {
  createPolicyEngine,
  createShadowEngine,
  defaultPolicyFolder,
  loadPolicies,
  type ShadowEngine,
  type WatchedPolicies,
  watchPolicies,
} from "./policy/index.ts";
import {
  type CheckpointAnchor,
  createCheckpoint,
  openLedger,
  openRedactingLedger,
  queryReceipts,
} from "./receipts/index.ts";
import {
  type Canary,
  cedarRedactionPolicy,
  createDataLossInspector,
  createRedactor,
  type DataLossRule,
  openVault,
  type RedactorOptions,
  redactPath,
  vaultKeyFrom,
} from "./redaction/index.ts";
import { loadRedaction } from "./redaction-file.ts";
import { defaultEmbeddings, type Embeddings, type IndexOptions, openRetrieval } from "./retrieval/index.ts";
import { Sallyport } from "./sallyport-home.ts";
import { createScreener, type ScreeningPlugin } from "./screening/index.ts";
import { openSessionMemory } from "./sessions/index.ts";
import { openStorage, type Storage } from "./storage/index.ts";

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

const localAudience = "sallyport";
const defaultLedgerOrigin = "sallyport.local/ledger";

/**
 * Opens both doors over one home folder.
 *
 * @throws {SallyportError} `ERR_STORAGE_*`, `ERR_POLICY_*`, `ERR_IDENTITY_DIRECTORY`, `ERR_CRYPTO_KEY_FILE_MODE`:
 * whatever cannot be opened safely.
 *
 * @example
 * const sallyport = await openSallyport({ home: ".sallyport", directory: "people.yaml" });
 */
export async function openSallyport(options: SallyportOptions): Promise<Sallyport> {
  const { home, clock = systemClock, embeddings = defaultEmbeddings() } = options;
  const key = (name: string) => openSigningKey(join(home, "keys", `${name}.json`));
  const agentKey = (id: string) => key(`agent-${encodeURIComponent(id)}`);
  const [controlPlane, terminal] = [key("control-plane"), key("channel-terminal")];
  const directory =
    typeof options.directory === "string" ? await loadDirectory(options.directory) : options.directory;

  const storage = await openStorage(join(home, "sallyport.db"));
  try {
    const writer = `sdk-${randomBytes(6).toString("hex")}`;
    const ledgerKeys = await openLedgerKeys(home, storage);
    const redaction = { ...(await loadRedaction(join(home, "redaction.json"))), ...options.redaction };
    // The first receipts tell which policies decide, also on what is redacted.
    let receipts = { redactor: createRedactor(redaction), policyHash: () => "" };
    const ledger = openRedactingLedger(
      await openLedger({ storage, key: ledgerKeys.current, writer, clock }),
      {
        redact: (text) => redactPath(text, receipts.redactor, { sink: "receipt" }),
        revision: () => receipts.policyHash(),
      },
    );
    const policies = await watchPolicies({
      folder: options.policies ?? defaultPolicyFolder,
      ledger,
      ...(await lastEnacted(storage)),
    });
    const shadow = await openShadow(policies, options.shadowPolicies);
    const policy = shadow ?? policies;
    const revocations = openRevocations({ storage, ledger, clock });
    const agents = openAgentRegistry({ storage, clock });
    const screener = createScreener();
    const { screeningPlugins: plugins = [] } = options;
    const documents = plugins.length === 0 ? screener : createScreener({ plugins });
    const vault = openVault({ storage, key: vaultKeyFrom(key("vault")), clock });
    await vault.purgeExpired();
    // What models see can be put back: into a tool's arguments, into an answer to somebody who may see it.
    const operators = { context: "tokenise", "tool-result": "tokenise" } as const;
    const redactor = createRedactor({
      ...redaction,
      policy: cedarRedactionPolicy({ engine: policy, operators }),
    });
    receipts = { redactor, policyHash: () => policy.policyHash };
    const dataLoss = { rules: [], canaries: [], ...options.dataLoss };
    const common = { storage, ledger, policy, revocations, screener, redactor, clock };
    const channelKeys = [terminal.publicKey, ...(options.approvalChannels ?? [])];
    const approvals = openApprovals({
      ...common,
      directory,
      channelKeys,
      ...(options.escalation === undefined ? {} : { escalation: options.escalation }),
    });
    const localIssuer =
      options.tokenIssuers === undefined
        ? createLocalIssuer({
            directory,
            key: key("local-issuer"),
            issuer: "urn:sallyport:local",
            audience: localAudience,
            clock,
          })
        : undefined;
    return new Sallyport({
      storage,
      directory,
      ledger,
      policies,
      shadow,
      revocations,
      agents,
      approvals,
      localIssuer,
      keys: { ledger: ledgerKeys, controlPlane, terminal },
      tokens: createTokenVerifier({ issuers: options.tokenIssuers ?? trust(localIssuer), clock }),
      delegations: createDelegationIssuer({ key: controlPlane, registry: agents, clock }),
      verifier: createChainVerifier({
        rootKey: controlPlane.publicKey,
        registry: agents,
        revocations,
        clock,
      }),
      vault,
      memory: openSessionMemory({ storage, clock }),
      doors: {
        retrieval: openRetrieval({
          ...common,
          screener: documents,
          embeddings,
          cacheFolder: join(home, "index"),
          ...options.index,
        }),
        gate: createGate({
          ...common,
          approvals,
          embeddings,
          credentialKey: controlPlane,
          dangerouslyRecordOnly: options.dangerouslyRecordOnly ?? false,
          dataLoss: createDataLossInspector({ redactor, ...dataLoss }),
        }),
        redactor,
        ledger,
        dataLoss,
        agentKey,
      },
      ingest: (tenant, folder) =>
        ingestFolder({ storage, ledger, screener: documents, embeddings, clock, tenant, folder }),
      checkpoint: (ledgerKey) =>
        createCheckpoint({
          storage,
          key: ledgerKey,
          origin: options.ledgerOrigin ?? defaultLedgerOrigin,
          clock,
          ...(options.anchor === undefined ? {} : { anchor: options.anchor }),
        }),
      clock,
    });
  } catch (error) {
    await storage.destroy();
    throw error;
  }
}

/** The policy set that the ledger knows to decide: opening with the same one needs no new receipt. */
async function lastEnacted(storage: Storage): Promise<{ readonly recorded?: string }> {
  const changes = await queryReceipts(storage, { type: "policy-changed" });
  const facts = changes.find((change) => change.facts?.outcome === "enacted")?.facts;
  return typeof facts?.to === "string" ? { recorded: facts.to } : {};
}

async function openShadow(
  enforced: WatchedPolicies,
  folder: string | undefined,
): Promise<ShadowEngine | undefined> {
  if (folder === undefined) return undefined;
  return createShadowEngine({ enforced, candidate: createPolicyEngine(await loadPolicies(folder)) });
}

function trust(issuer: LocalIssuer | undefined): readonly TrustedIssuer[] {
  return issuer === undefined ? [] : [{ issuer: issuer.issuer, audience: localAudience, jwks: issuer.jwks }];
}
