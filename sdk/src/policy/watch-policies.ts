import { type Digest, digestOf } from "../crypto/index.ts";
import type { Ledger } from "../receipts/index.ts";
import { createPolicyEngine, type PolicyEngine } from "./engine.ts";
import { type PolicyFolder, parseFolder, readFolder, setOrThrow } from "./load-policies.ts";
import {
  comparePolicies,
  type PoliciesEnacted,
  type PoliciesRefused,
  type PolicyChange,
  policyReceipt,
} from "./policy-change.ts";
import type { PolicyProblem, PolicySet } from "./policy-set.ts";

/** An engine whose set is exchanged when its folder changes. */
export interface WatchedPolicies extends PolicyEngine {
  /** The set that decides now. */
  readonly set: PolicySet;
  /** Looks at the folder now. A set that does not load is refused: the old one goes on deciding. */
  reload(): Promise<PolicyChange>;
  /** Stops looking; the last set goes on deciding. */
  close(): void;
}

export interface WatchOptions {
  readonly folder: string;
  /** Gets a receipt of the first set, of each change and of each set that is refused. */
  readonly ledger: Ledger;
  /** Hash of the set that the ledger saw enacted last: starting with it again leaves no second receipt. */
  readonly recorded?: string;
  /** How often the folder is read; 2 seconds when absent. */
  readonly everyMs?: number;
  /** Told about each set that is enacted or refused. */
  readonly onChange?: (change: PoliciesEnacted | PoliciesRefused) => void;
}

/**
 * An engine that follows a policy folder. The folder is read again and again rather than watched, which works
 * on network drives and mounted configuration too, and it has to hold still for two looks, so that half a copy
 * is never enacted. No set decides before its receipt is durable.
 *
 * @throws {SallyportError} as `loadPolicies` and the ledger, for the first set.
 */
export async function watchPolicies(options: WatchOptions): Promise<WatchedPolicies> {
  const { folder, ledger, recorded, everyMs = 2000, onChange } = options;
  const first = await readFolder(folder);
  let set = setOrThrow(folder, await parseFolder(first));
  let engine = createPolicyEngine(set);
  if (set.hash !== recorded) await ledger.append(policyReceipt(comparePolicies(undefined, set)));

  let seen = fingerprintOf(first);
  let judged: Digest | undefined = seen;

  async function look(isAsked: boolean): Promise<PolicyChange> {
    const content = await readFolder(folder);
    const fingerprint = fingerprintOf(content);
    const isStill = fingerprint === seen;
    seen = fingerprint;
    if (!isAsked && (!isStill || fingerprint === judged)) return unchanged();
    judged = fingerprint;
    const change = await exchange(content);
    if (change.type !== "unchanged") onChange?.(change);
    return change;
  }

  async function exchange(content: PolicyFolder): Promise<PolicyChange> {
    const parsed = await parseFolder(content);
    if (parsed.type === "invalid") return refuse(parsed.problems);
    if (parsed.set.hash === set.hash) return unchanged();
    const next = createEngine(parsed.set);
    if ("code" in next) return refuse([next]);
    const change = comparePolicies(set, parsed.set);
    if (!(await isRecorded(change))) {
      // Judged again at the next look: the ledger may be back then.
      judged = undefined;
      return { type: "refused", policyHash: set.hash, problems: [unrecorded(folder)] };
    }
    [set, engine] = [parsed.set, next];
    return change;
  }

  async function refuse(problems: readonly PolicyProblem[]): Promise<PoliciesRefused> {
    const change = { type: "refused", policyHash: set.hash, problems } as const;
    return (await isRecorded(change)) ? change : { ...change, problems: [...problems, unrecorded(folder)] };
  }

  async function isRecorded(change: PoliciesEnacted | PoliciesRefused): Promise<boolean> {
    try {
      await ledger.append(policyReceipt(change));
      return true;
    } catch {
      return false;
    }
  }

  function unchanged(): PolicyChange {
    return { type: "unchanged", policyHash: set.hash };
  }

  // One look at a time: two at once could enact an older set after a newer one.
  let last: Promise<unknown> = Promise.resolve();
  function next(isAsked: boolean): Promise<PolicyChange> {
    const result = last.then(() => look(isAsked));
    last = result.catch(() => {});
    return result;
  }
  const timer = setInterval(() => void next(false), everyMs).unref();

  return {
    get policyHash() {
      return engine.policyHash;
    },
    get set() {
      return set;
    },
    decide: (request) => engine.decide(request),
    reload: () => next(true),
    close: () => clearInterval(timer),
  };
}

function fingerprintOf(content: PolicyFolder): Digest {
  return digestOf("sallyport/policy-folder/v1", content);
}

function createEngine(set: PolicySet): PolicyEngine | PolicyProblem {
  try {
    return createPolicyEngine(set);
  } catch (error) {
    return { code: "ERR_POLICY_ENGINE", file: "", message: (error as Error).message };
  }
}

function unrecorded(folder: string): PolicyProblem {
  return {
    code: "ERR_POLICY_LEDGER",
    file: folder,
    message: "The ledger took no receipt of the change.",
    hint: "A set that leaves no trace does not decide: see to the ledger's database.",
  };
}
