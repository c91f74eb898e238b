import {
  findReceipt,
  openSallyport,
  type Principal,
  queryReceipts,
  type Revocation,
  type Sallyport,
} from "@sallyport/sdk";
import { type LedgerBundle, type VerificationReport, verifyLedger } from "@sallyport/sdk/verify";
import type { CommandContext } from "../command-context.ts";
import { copyState } from "./copy-state.ts";
import { findSiblings, noDrill, type Path, startPaths } from "./paths.ts";
import { isAsAlive, isDead, type Probe, probePath } from "./probe-path.ts";

export interface DrillPlan {
  readonly person: Principal;
  readonly agent: string;
  /** One run's delegation with all below it, or the agent in every run. */
  readonly kind: "hop" | "agent";
}

/** What both doors said to one path. */
export interface PathEvidence extends Omit<Path, "run"> {
  readonly session: string;
  readonly expected: "dead" | "alive";
  readonly before: Probe;
  readonly after: Probe;
  readonly held: boolean;
}

export interface RevocationEvidence {
  readonly format: "sallyport/revocation-drill/v1";
  readonly at: string;
  readonly held: boolean;
  readonly person: string;
  readonly policyHash: string;
  readonly revocation: Revocation;
  readonly paths: readonly PathEvidence[];
  /** The drill's own receipts, signed by a key that the copy alone had; `verifyLedger` checks them. */
  readonly ledger: LedgerBundle;
  readonly ledgerReport: VerificationReport;
}

/**
 * Revokes one path on a copy of the state, from a second connection, and tries every path before and after.
 *
 * @throws {SallyportError} `ERR_CLI_DRILL` when there is nothing to revoke or nothing to compare with.
 */
export async function drillRevocation(context: CommandContext, plan: DrillPlan): Promise<RevocationEvidence> {
  const { sallyport, config, terminal } = context;
  const { person, agent } = plan;
  const siblings = await findSiblings(sallyport, person.tenant, agent);
  const copy = await terminal.during("copying the state", copyState(sallyport, config.home));
  const opened: Sallyport[] = [];
  const open = async () => {
    const policies = config.policies === undefined ? {} : { policies: config.policies };
    const each = await openSallyport({ home: copy.home, directory: sallyport.directory, ...policies });
    opened.push(each);
    return each;
  };
  try {
    const [runs, control] = [await open(), await open()];
    const since = Date.now();
    const paths = await startPaths(runs, person, agent, siblings);
    const before = await terminal.during("trying every path", probeAll(context, paths, "before"));
    const revocation = await control.revocations.revoke({
      kind: plan.kind,
      subject: plan.kind === "agent" ? agent : await hopOf(runs, before[0]),
      reason: "revocation drill on a copy of the state",
      actor: "command-line",
    });
    const after = await terminal.during("trying every path again", probeAll(context, paths, "after"));
    const evidence = paths.map((path, index) => judge(path, plan, before[index]!, after[index]!));
    const ledger = await readOwnLedger(runs, since);
    const ledgerReport = await verifyLedger(ledger, { publicKeys: [runs.ledgerKey] });
    return {
      format: "sallyport/revocation-drill/v1",
      at: new Date(since).toISOString(),
      held: ledgerReport.ok && evidence.every(({ held }) => held),
      person: `${person.tenant}/${person.id}`,
      policyHash: runs.policies.policyHash,
      revocation,
      paths: evidence,
      ledger,
      ledgerReport,
    };
  } finally {
    for (const each of opened) await each.close();
    await copy.remove();
  }
}

async function probeAll(
  { host }: CommandContext,
  paths: readonly Path[],
  when: string,
): Promise<readonly Probe[]> {
  const probes: Probe[] = [];
  for (const [index, { run }] of paths.entries()) {
    host.signal.throwIfAborted();
    probes.push(await probePath(run, `drill-${when}-${index}`));
  }
  return probes;
}

/** As a responder finds it: the receipt of what the run did names what to revoke to stop it. */
async function hopOf({ storage }: Sallyport, probe: Probe | undefined): Promise<string> {
  const { revoke = [] } =
    probe?.read.receipt === undefined ? {} : await findReceipt(storage, probe.read.receipt);
  const hop = revoke.find((target) => target.startsWith("hop:"));
  if (hop !== undefined) return hop.slice("hop:".length);
  throw noDrill("The run may not read to begin with.", "Choose a person who may act through this agent.");
}

function judge({ run, ...path }: Path, { kind }: DrillPlan, before: Probe, after: Probe): PathEvidence {
  const isStopped =
    kind === "agent" ? path.relation !== "sibling" : path.relation === "revoked" || path.relation === "below";
  const held = isAsAlive(before, before) && (isStopped ? isDead(after) : isAsAlive(after, before));
  return { ...path, session: run.id, expected: isStopped ? "dead" : "alive", before, after, held };
}

/** What the copy's key signed: whole chains, because every process begins its own. */
async function readOwnLedger({ storage, ledgerKey }: Sallyport, since: number): Promise<LedgerBundle> {
  const receipts = await queryReceipts(storage, { since, limit: Number.MAX_SAFE_INTEGER });
  return {
    format: "sallyport/ledger/v1",
    keys: [ledgerKey],
    receipts: receipts.filter(({ keyId }) => keyId === ledgerKey.kid).toReversed(),
    checkpoints: [],
  };
}
