import { type Clock, systemClock } from "../clock.ts";
import type { SigningKey } from "../crypto/index.ts";
import type { Storage } from "../storage/index.ts";
import { rememberKey } from "./chain.ts";
import { anchorFailed, badOrigin, damaged } from "./errors.ts";
import { growTree, nodeReader, treeSize } from "./grow-tree.ts";
import { hashRange } from "./merkle-tree.ts";
import { isNoteOver, signNote } from "./signed-note.ts";

/** A signed root over all writers' receipts, as a C2SP tlog-checkpoint. */
export interface Checkpoint {
  /** How many receipts it covers. */
  readonly size: number;
  /** The signed note: what an anchor keeps and an auditor compares. */
  readonly note: string;
  readonly at: number;
}

/** Puts a checkpoint where the ledger's owner cannot take it back: a channel, a file elsewhere, another company. */
export type CheckpointAnchor = (checkpoint: Checkpoint) => void | Promise<void>;

export interface CheckpointOptions {
  readonly storage: Storage;
  readonly key: SigningKey;
  /** Names this ledger, for example `example.com/agents`: no spaces, no plus. The same in every checkpoint. */
  readonly origin: string;
  readonly anchor?: CheckpointAnchor;
  readonly clock?: Clock;
}

/**
 * Signs the Merkle root over every receipt committed so far, and hands it to the anchor. With nothing new, it
 * returns the last checkpoint again; one that the anchor did not take is offered again.
 *
 * @throws {SallyportError} `ERR_RECEIPTS_ORIGIN`, `ERR_RECEIPTS_DAMAGED` when the stored tree is not what was
 * signed before, `ERR_RECEIPTS_ANCHOR_FAILED` when it stands but the anchor threw.
 */
export async function createCheckpoint(options: CheckpointOptions): Promise<Checkpoint> {
  const { storage, key, origin, anchor, clock = systemClock } = options;
  if (!/^[^\s+\p{Cc}]+$/u.test(origin)) throw badOrigin();
  await growTree(storage);
  await rememberKey(storage, key.publicKey, clock());
  const { isAnchored, ...checkpoint } = await signRoot(storage, key, origin, clock());
  if (anchor !== undefined && !isAnchored) await anchorCheckpoint(storage, checkpoint, anchor, clock);
  return checkpoint;
}

type Stored = Checkpoint & { readonly isAnchored: boolean };

async function signRoot(storage: Storage, key: SigningKey, origin: string, at: number): Promise<Stored> {
  const last = await readLast(storage, key, origin);
  const size = await treeSize(storage);
  if (last?.size === size) return last;
  const root = await hashRange(0, size, nodeReader(storage));
  const note = signNote(checkpointText(origin, size, root), origin, key);
  await storage
    .insertInto("checkpoint")
    .values({ size, root, note, at, anchored_at: null })
    // Another process signed the same tree meanwhile: its note stands.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { size, note, at, isAnchored: false };
}

/** The last checkpoint, if it still is that of the stored tree: a log never signs what contradicts its word. */
async function readLast(storage: Storage, key: SigningKey, origin: string): Promise<Stored | undefined> {
  const last = await storage
    .selectFrom("checkpoint")
    .selectAll()
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return undefined;
  if (!last.note.startsWith(`${origin}\n`)) throw badOrigin();
  const root = await hashRange(0, last.size, nodeReader(storage));
  const text = checkpointText(origin, last.size, root);
  if (!isNoteOver(last.note, text, origin, key)) throw damaged("The ledger's tree or its last checkpoint");
  return { size: last.size, note: last.note, at: last.at, isAnchored: last.anchored_at !== null };
}

/** C2SP tlog-checkpoint, without extension lines. */
function checkpointText(origin: string, size: number, root: string): string {
  return `${origin}\n${size}\n${Buffer.from(root, "hex").toString("base64")}\n`;
}

async function anchorCheckpoint(
  storage: Storage,
  checkpoint: Checkpoint,
  anchor: CheckpointAnchor,
  clock: Clock,
): Promise<void> {
  try {
    await anchor(checkpoint);
  } catch (cause) {
    throw anchorFailed(checkpoint.size, cause);
  }
  await storage
    .updateTable("checkpoint")
    .set({ anchored_at: clock() })
    .where("size", "=", checkpoint.size)
    .execute();
}
