import { equalBytes } from "./encoding.ts";
import { hashChildren } from "./merkle.ts";

type Hash = Uint8Array<ArrayBuffer>;

/** RFC 9162 section 2.1.3.2: is this leaf at `index` of the tree with this root? */
export async function isIncluded(
  leaf: { readonly hash: Hash; readonly index: number },
  tree: { readonly root: Hash; readonly size: number },
  path: readonly Hash[],
): Promise<boolean> {
  if (leaf.index >= tree.size) return false;
  let [node, last] = [leaf.index, tree.size - 1];
  let root = leaf.hash;
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      root = await hashChildren(sibling, root);
      [node, last] = skipLonely(node, last);
    } else {
      root = await hashChildren(root, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(root, tree.root);
}

/** RFC 9162 section 2.1.4.2: is the older tree the beginning of the newer one? */
export async function isConsistent(
  older: { readonly root: Hash; readonly size: number },
  newer: { readonly root: Hash; readonly size: number },
  proof: readonly Hash[],
): Promise<boolean> {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && equalBytes(older.root, newer.root);
  if (older.size === 0) return proof.length === 0;
  const [first, ...path] = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let [node, last] = [older.size - 1, newer.size - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  let [olderRoot, newerRoot] = [first, first];
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      olderRoot = await hashChildren(sibling, olderRoot);
      newerRoot = await hashChildren(sibling, newerRoot);
      [node, last] = skipLonely(node, last);
    } else {
      newerRoot = await hashChildren(newerRoot, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equalBytes(olderRoot, older.root) && equalBytes(newerRoot, newer.root);
}

/** Climbs from a right border node that has no sibling to the one that has (or to the root). */
function skipLonely(node: number, last: number): [number, number] {
  let climbed: [number, number] = [node, last];
  while (!isOdd(climbed[0]) && climbed[0] !== 0) climbed = [half(climbed[0]), half(climbed[1])];
  return climbed;
}

/** Shifts would cut sizes above 2³¹. */
function half(value: number): number {
  return Math.floor(value / 2);
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
