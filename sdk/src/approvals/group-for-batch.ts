import { digestOf } from "../crypto/index.ts";
import type { ApprovalRequest } from "./approval.ts";

/** Requests that one card may show together. Each item still is decided, signed and recorded on its own. */
export interface ApprovalBatch {
  /** The same for the same items, in whichever process. */
  readonly id: string;
  /** 2 to 10, oldest first. They differ in their arguments alone. */
  readonly items: readonly ApprovalRequest[];
  /** The first item's expiry: decide by then, or fewer are left. */
  readonly expiresAt: number;
}

export interface Grouping {
  readonly batches: readonly ApprovalBatch[];
  /** What has to have a card of its own. */
  readonly single: readonly ApprovalRequest[];
}

/** More on one card, and nobody reads them. */
const mostItems = 10;

/**
 * Sorts requests that have no card yet into batches and single ones. A batch holds what one person's agents ask
 * for with one tool under one rule, where a single approval suffices. What is of high risk, or comes from
 * untrusted content or from nowhere, stands alone: nobody shall slip one payment in among nine.
 *
 * Hand in what waits without a card, and remember which card shows what: later requests don't join a batch.
 */
export function groupForBatch(requests: readonly ApprovalRequest[]): Grouping {
  const alike = new Map<string, ApprovalRequest[]>();
  for (const request of [...requests].sort(byAge)) {
    const shape = isOrdinary(request) ? shapeOf(request) : request.id;
    const group = alike.get(shape) ?? [];
    alike.set(shape, group);
    group.push(request);
  }
  const cards = [...alike.values()].flatMap(chunk);
  return {
    batches: cards.filter((items) => items.length > 1).map(toBatch),
    single: cards.filter((items) => items.length === 1).flat(),
  };
}

function isOrdinary({ requirement, origins }: ApprovalRequest): boolean {
  const isOnePerson = requirement.requirements.length === 1 && requirement.requirements[0]?.quorum === 1;
  const isKnown = origins.every(
    ({ source, integrity }) =>
      source === "human" || (source !== "nowhere" && integrity !== undefined && integrity !== "untrusted"),
  );
  return requirement.risk !== "high" && isOnePerson && isKnown;
}

function shapeOf(request: ApprovalRequest): string {
  const { tenant, session, requester, agents, tool, descriptor, policies, requirement } = request;
  return digestOf("sallyport/approval-batch-shape/v1", [
    ...[tenant, session, requester, agents, tool, descriptor],
    policies.map(({ id }) => id),
    requirement.requirements.map(({ groups, quorum }) => [groups, quorum]),
  ]);
}

function chunk(items: readonly ApprovalRequest[]): readonly (readonly ApprovalRequest[])[] {
  const chunks: ApprovalRequest[][] = [];
  for (let at = 0; at < items.length; at += mostItems) chunks.push(items.slice(at, at + mostItems));
  return chunks;
}

function toBatch(items: readonly ApprovalRequest[]): ApprovalBatch {
  const digest = digestOf(
    "sallyport/approval-batch/v1",
    items.map(({ id }) => id),
  );
  return {
    id: `bat_${digest.slice("sha256:".length, "sha256:".length + 32)}`,
    items,
    expiresAt: Math.min(...items.map(({ expiresAt }) => expiresAt)),
  };
}

function byAge(one: ApprovalRequest, other: ApprovalRequest): number {
  return one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1);
}
