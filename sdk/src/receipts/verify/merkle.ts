import { concat, sha256 } from "./encoding.ts";

type Hash = Uint8Array<ArrayBuffer>;

/** RFC 6962 section 2.1: the leaf hash, with its own prefix so that no inner node passes for a leaf. */
export function hashLeaf(entry: Hash): Promise<Hash> {
  return sha256(concat(Uint8Array.of(0), entry));
}

export function hashChildren(left: Hash, right: Hash): Promise<Hash> {
  return sha256(concat(Uint8Array.of(1), left, right));
}

/** A Merkle tree that grows by leaves and keeps only the roots of its complete subtrees, largest first. */
export class MerkleTree {
  readonly #subtrees: { readonly hash: Hash; readonly size: number }[] = [];

  async add(leafHash: Hash): Promise<void> {
    let tree = { hash: leafHash, size: 1 };
    for (let last = this.#subtrees.at(-1); last?.size === tree.size; last = this.#subtrees.at(-1)) {
      this.#subtrees.pop();
      tree = { hash: await hashChildren(last.hash, tree.hash), size: 2 * tree.size };
    }
    this.#subtrees.push(tree);
  }

  async root(): Promise<Hash> {
    const [smallest, ...larger] = [...this.#subtrees].reverse();
    if (smallest === undefined) return sha256(new Uint8Array());
    let root = smallest.hash;
    for (const { hash } of larger) root = await hashChildren(hash, root);
    return root;
  }
}
