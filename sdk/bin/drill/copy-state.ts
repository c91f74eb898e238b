import { chmod, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Sallyport } from "@sallyport/sdk";
import { sql } from "kysely";

/** A home of its own with the same database, and no key of the original. */
export interface StateCopy {
  readonly home: string;
  remove(): Promise<void>;
}

/** One moment's state, beside the original: as well protected, and on the same disk. */
export async function copyState({ storage }: Sallyport, home: string): Promise<StateCopy> {
  const copy = await mkdtemp(join(home, "drill-"));
  const remove = () => rm(copy, { recursive: true, force: true });
  try {
    await chmod(copy, 0o700);
    await sql`vacuum into ${join(copy, "sallyport.db")}`.execute(storage);
    return { home: copy, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
