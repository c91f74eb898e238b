import type { Anchor, Finding } from "./bundle.ts";
import type { Chains } from "./chains.ts";
import { equalBytes } from "./encoding.ts";
import type { VerifierKey } from "./keys.ts";
import { type Checkpoint, readCheckpoint, signerOf } from "./note.ts";

/** A checkpoint with where it came from: the bundle itself, or an anchor that the auditor holds. */
export interface Claim {
  readonly checkpoint: Checkpoint;
  readonly anchor?: Anchor;
}

/** The checkpoints of the bundle and of the anchors, smallest tree first. */
export function readClaims(
  notes: readonly unknown[],
  anchors: readonly Anchor[],
  report: (finding: Finding) => void,
): readonly Claim[] {
  const claims: Claim[] = [];
  const take = (note: unknown, what: string, anchor?: Anchor) => {
    const checkpoint = readCheckpoint(note);
    if (checkpoint === undefined)
      report({ code: "malformed", message: `${what} is not a signed checkpoint.` });
    else claims.push({ checkpoint, ...(anchor && { anchor }) });
  };
  for (const [index, note] of notes.entries()) take(note, `Checkpoint ${index + 1} of the bundle`);
  for (const [index, anchor] of anchors.entries()) take(anchor.note, `Anchor ${index + 1}`, anchor);
  if (new Set(claims.map(({ checkpoint }) => checkpoint.origin)).size > 1)
    report({ code: "malformed", message: "The checkpoints are of more than one ledger." });
  return claims.sort((a, b) => a.checkpoint.size - b.checkpoint.size);
}

/** Does a current key vouch for this root, and is it the root of the receipts so far? */
export async function checkClaim(
  { checkpoint, anchor }: Claim,
  root: Uint8Array,
  chains: Chains,
  keys: ReadonlyMap<string, VerifierKey>,
): Promise<readonly Finding[]> {
  const name = `${anchor === undefined ? "checkpoint" : "anchor"} of ${checkpoint.size} receipts`;
  const signer = await signerOf(checkpoint, keys.values());
  if (signer === undefined)
    return [{ code: "signature-invalid", message: `The ${name} is not signed by a known key.` }];
  if (!chains.isCurrent(signer.id))
    return [
      {
        code: "untrusted-key",
        message: `The ${name} is signed by key ${signer.id}, which nobody vouches for there.`,
      },
    ];
  if (equalBytes(root, checkpoint.root)) return [];
  return [
    anchor === undefined
      ? { code: "checkpoint-mismatch", message: `The ${name} is not of these receipts.` }
      : { code: "forked", message: `The ${name} saw other receipts than these.` },
  ];
}
