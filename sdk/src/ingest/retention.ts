import type { Label } from "../policy/index.ts";

/** How long a document of this label may be kept after its ingest; undefined for ever. */
export function retentionMs({ retentionDays }: Label): number | undefined {
  return retentionDays === undefined ? undefined : retentionDays * 24 * 60 * 60_000;
}
