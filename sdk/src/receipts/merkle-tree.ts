import { createHash } from "node:crypto";

/** SHA-256 as 64 hexadecimal digits: how nodes are kept in the database. */
export type NodeHash = string;

/** RFC 6962 section 2.1. The entry of a leaf is the 32 bytes of a receipt's hash. */
export function hashLeaf(receiptHash: string): NodeHash {
  return createHash("sha256").update("\0").update(receiptHash.slice("sha256:".length), "hex").digest("hex");
}

export function hashChildren(left: NodeHash, right: NodeHash): NodeHash {
  return createHash("sha256").update("\x01").update(left, "hex").update(right, "hex").digest("hex");
}

/** Reads the stored hash of the complete subtree `position` at `level` (0: leaves). */
export type ReadNode = (level: number, position: number) => Promise<NodeHash>;

export interface TreeNode {
  readonly level: number;
  readonly position: number;
  readonly hash: NodeHash;
}

/** The nodes that leaf number `leaf` completes: itself, and each subtree of which it is the last leaf. */
export async function nodesOfLeaf(
  leaf: number,
  hash: NodeHash,
  read: ReadNode,
): Promise<readonly TreeNode[]> {
  const nodes: TreeNode[] = [{ level: 0, position: leaf, hash }];
  for (let last = nodes[0] as TreeNode; last.position % 2 === 1; last = nodes.at(-1) as TreeNode) {
    const sibling = await read(last.level, last.position - 1);
    nodes.push({
      level: last.level + 1,
      position: (last.position - 1) / 2,
      hash: hashChildren(sibling, last.hash),
    });
  }
  return nodes;
}

/** The root over leaves `start` … `end` − 1; `start` is a multiple of the next power of two (RFC 6962 MTH). */
export async function hashRange(start: number, end: number, read: ReadNode): Promise<NodeHash> {
  const size = end - start;
  if (size === 0) return createHash("sha256").digest("hex");
  if (size === 1) return read(0, start);
  const half = largestPowerBelow(size);
  if (2 * half === size) return read(Math.log2(size), start / size);
  const middle = start + half;
  return hashChildren(await hashRange(start, middle, read), await hashRange(middle, end, read));
}

/** RFC 6962 section 2.1.1, PATH(m, D[n]): from the leaf's sibling up to the root's child. */
export async function inclusionProof(
  leaf: number,
  size: number,
  read: ReadNode,
): Promise<readonly NodeHash[]> {
  return path(leaf, 0, size, read);
}

async function path(leaf: number, start: number, end: number, read: ReadNode): Promise<readonly NodeHash[]> {
  if (end - start === 1) return [];
  const middle = start + largestPowerBelow(end - start);
  return leaf < middle
    ? [...(await path(leaf, start, middle, read)), await hashRange(middle, end, read)]
    : [...(await path(leaf, middle, end, read)), await hashRange(start, middle, read)];
}

/** RFC 6962 section 2.1.2, PROOF(m, D[n]): that the tree of `older` leaves is the beginning of that of `newer`. */
export async function consistencyProof(
  older: number,
  newer: number,
  read: ReadNode,
): Promise<readonly NodeHash[]> {
  return older === 0 ? [] : subproof(older, 0, newer, true, read);
}

async function subproof(
  older: number,
  start: number,
  end: number,
  isWholeOld: boolean,
  read: ReadNode,
): Promise<readonly NodeHash[]> {
  if (older === end) return isWholeOld ? [] : [await hashRange(start, end, read)];
  const middle = start + largestPowerBelow(end - start);
  return older <= middle
    ? [...(await subproof(older, start, middle, isWholeOld, read)), await hashRange(middle, end, read)]
    : [...(await subproof(older, middle, end, false, read)), await hashRange(start, middle, read)];
}

/** The largest power of two that is smaller than `size` (at least 2). */
function largestPowerBelow(size: number): number {
  let power = 1;
  while (2 * power < size) power *= 2;
  return power;
}
