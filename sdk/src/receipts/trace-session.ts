import type { Storage } from "../storage/index.ts";
import { queryReceipts } from "./query-receipts.ts";
import type { Receipt } from "./receipt.ts";

/** A session as a tree: the human, the agents in turn, and under each what it did with all that followed. */
export type TraceNode =
  | { readonly type: "principal"; readonly name: string; readonly children: readonly TraceNode[] }
  | { readonly type: "agent"; readonly name: string; readonly children: readonly TraceNode[] }
  | { readonly type: "receipt"; readonly receipt: Receipt; readonly children: readonly TraceNode[] };

export interface Trace {
  readonly session: string;
  readonly tenant: string;
  readonly root: TraceNode;
  readonly receipts: readonly Receipt[];
}

/**
 * The tree from human to outcome. Undefined when the session left no receipt. It shows what the database holds;
 * that nobody tampered with it is for `verifyLedger` to say.
 *
 * @throws {SallyportError} `ERR_RECEIPTS_DAMAGED`.
 */
export async function traceSession(storage: Storage, session: string): Promise<Trace | undefined> {
  const newestFirst = await queryReceipts(storage, { session, limit: Number.MAX_SAFE_INTEGER });
  const receipts = [...newestFirst].reverse();
  const [first] = receipts;
  if (first === undefined) return undefined;
  return { session, tenant: first.tenant, root: plant(receipts), receipts };
}

/** While it grows: the same nodes with lists that take more. */
interface Branch {
  readonly agents: Map<string, Branch>;
  readonly receipts: Receipt[];
}

function plant(receipts: readonly Receipt[]): TraceNode {
  const seen = new Set<string>();
  const followers = new Map<string, Receipt[]>();
  const root: Branch = { agents: new Map(), receipts: [] };
  for (const receipt of receipts) {
    // Only what came before can be a cause: a receipt that named itself or a later one would hide from the tree.
    if (receipt.cause !== undefined && seen.has(receipt.cause))
      followers.set(receipt.cause, [...(followers.get(receipt.cause) ?? []), receipt]);
    else branchOf(root, receipt.agents ?? []).receipts.push(receipt);
    seen.add(receipt.id);
  }
  const name = receipts.find(({ principal }) => principal !== undefined)?.principal ?? "the system";
  return { type: "principal", name, children: childrenOf(root, followers) };
}

function branchOf(root: Branch, agents: readonly string[]): Branch {
  let branch = root;
  for (const agent of agents) {
    const next = branch.agents.get(agent) ?? { agents: new Map(), receipts: [] };
    branch.agents.set(agent, next);
    branch = next;
  }
  return branch;
}

function childrenOf(
  branch: Branch,
  followers: ReadonlyMap<string, readonly Receipt[]>,
): readonly TraceNode[] {
  const agents = [...branch.agents].map(
    ([name, below]): TraceNode => ({ type: "agent", name, children: childrenOf(below, followers) }),
  );
  return [...branch.receipts.map((receipt) => withFollowers(receipt, followers)), ...agents];
}

function withFollowers(receipt: Receipt, followers: ReadonlyMap<string, readonly Receipt[]>): TraceNode {
  const children = (followers.get(receipt.id) ?? []).map((follower) => withFollowers(follower, followers));
  return { type: "receipt", receipt, children };
}
