import type { Classification } from "../identity/index.ts";

/** Where a document stands between "we wrote it" and "anybody could have". */
export const integrities = ["trusted", "reviewed", "untrusted"] as const;
export type Integrity = (typeof integrities)[number];

/** Who may read. `everyone` means everyone in the label's tenant, never beyond it. */
export interface Readers {
  readonly everyone?: boolean;
  readonly users?: readonly string[];
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
}

/** What a data owner writes about documents; identical ones are interned under one `id`. */
export interface Label {
  /** Digest of the rest: `lbl_` and 32 hexadecimal digits. */
  readonly id: string;
  readonly tenant: string;
  readonly readers: Readers;
  readonly classification: Classification;
  readonly integrity: Integrity;
  /** The person or group that answers for these documents. */
  readonly owner: string;
  readonly retentionDays?: number;
  readonly tags?: readonly string[];
}
