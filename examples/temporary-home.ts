import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A home folder that no other run has used. */
export function temporaryHome(): string {
  return mkdtempSync(join(tmpdir(), "sallyport-example-"));
}
