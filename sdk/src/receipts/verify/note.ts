import { concat, fromBase64, sha256, toHex, utf8 } from "./encoding.ts";
import type { VerifierKey } from "./keys.ts";

/** A C2SP tlog-checkpoint in a C2SP signed note. Not to be believed before {@link signerOf} names a good key. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array<ArrayBuffer>;
  /** What is signed: the text with its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

interface NoteSignature {
  readonly name: string;
  readonly keyHash: string;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Undefined when the note does not have exactly the specified form. Extension lines are refused: nobody audits them. */
export function readCheckpoint(note: unknown): Checkpoint | undefined {
  if (typeof note !== "string" || !note.endsWith("\n")) return undefined;
  const split = note.indexOf("\n\n");
  if (split < 0) return undefined;
  const [origin, size, root, ...extensions] = note.slice(0, split).split("\n");
  const rootHash = fromBase64(root ?? "");
  const signatures = note
    .slice(split + 2, -1)
    .split("\n")
    .map(readSignature);
  if (!origin || !isName(origin) || extensions.length > 0 || rootHash?.length !== 32) return undefined;
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size ?? "") || !Number.isSafeInteger(Number(size))) return undefined;
  if (signatures.length > 16 || !signatures.every((signature) => signature !== undefined)) return undefined;
  return { origin, size: Number(size), root: rootHash, text: note.slice(0, split + 1), signatures };
}

function readSignature(line: string): NoteSignature | undefined {
  const [dash, name, encoded, ...rest] = line.split(" ");
  const bytes = fromBase64(encoded ?? "");
  if (dash !== "—" || !name || !isName(name) || rest.length > 0 || bytes === undefined || bytes.length < 5)
    return undefined;
  return { name, keyHash: toHex(bytes.slice(0, 4)), signature: bytes.slice(4) };
}

/** Key names (and origins) hold no space, plus or control character. */
function isName(name: string): boolean {
  return !/[\s+\p{Cc}]/u.test(name);
}

/**
 * The key, of those given, that signed. Signatures by unknown keys are ignored, as witnesses' are; one by a known
 * key that does not verify spoils the note.
 */
export async function signerOf(
  checkpoint: Checkpoint,
  keys: Iterable<VerifierKey>,
): Promise<VerifierKey | undefined> {
  let signer: VerifierKey | undefined;
  for (const key of keys) {
    const keyHash = await noteKeyHash(checkpoint.origin, key);
    for (const { name, keyHash: claimed, signature } of checkpoint.signatures) {
      if (name !== checkpoint.origin || claimed !== keyHash) continue;
      if (!(await key.verify(checkpoint.text, signature))) return undefined;
      signer = key;
    }
  }
  return signer;
}

async function noteKeyHash(name: string, key: VerifierKey): Promise<string> {
  return toHex((await sha256(concat(utf8(name), Uint8Array.of(0x0a, 0x01), key.bytes))).slice(0, 4));
}
