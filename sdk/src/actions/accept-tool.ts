import { type Clock, systemClock } from "../clock.ts";
import type { Digest, JsonValue } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { Ledger } from "../receipts/index.ts";
import type { Storage } from "../storage/index.ts";
import type { ActionErrorCode } from "./errors.ts";
import type { ToolDescriptor } from "./tool-descriptor.ts";

/** A tool as it was accepted, and as it describes itself now. */
export interface ListedTool {
  readonly name: string;
  readonly state: "pinned" | "changed";
  readonly pinned: ToolDescriptor;
  readonly pinnedAt: number;
  /** What to accept, to accept what {@link differences} shows. */
  readonly offeredDigest: Digest;
  readonly offered: ToolDescriptor;
  /** Empty while nothing changed. */
  readonly differences: readonly DescriptorDifference[];
}

export interface DescriptorDifference {
  /** JSON pointer into the descriptor (RFC 6901). */
  readonly at: string;
  /** Absent: it is new. */
  readonly before?: JsonValue;
  /** Absent: it is gone. */
  readonly after?: JsonValue;
}

/** All tools that were ever registered, by name. */
export async function listTools(storage: Storage): Promise<readonly ListedTool[]> {
  const rows = await storage.selectFrom("tool").selectAll().orderBy("name").execute();
  return rows.map((row) => {
    const pinned = JSON.parse(row.descriptor_json) as ToolDescriptor;
    const offered = row.offered_json === null ? pinned : (JSON.parse(row.offered_json) as ToolDescriptor);
    return {
      name: row.name,
      state: (row.offered_digest ?? row.descriptor_digest) === row.descriptor_digest ? "pinned" : "changed",
      pinned,
      pinnedAt: row.pinned_at,
      offeredDigest: (row.offered_digest ?? row.descriptor_digest) as Digest,
      offered,
      differences: compare({ ...pinned }, { ...offered }, ""),
    };
  });
}

/**
 * Accepts a changed tool, exactly as it was shown: with `digest` from {@link ListedTool.offeredDigest}. From
 * then on it runs again, in every process.
 *
 * @throws {SallyportError} `ERR_ACTIONS_TOOL_UNKNOWN`; `ERR_ACTIONS_TOOL_CHANGED` when it has changed since it was
 * shown.
 */
export async function acceptTool(options: {
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly name: string;
  readonly digest: Digest;
  /** Who accepts it (`sub`, or "cli"). */
  readonly by: string;
  readonly tenant?: string;
  readonly clock?: Clock;
}): Promise<void> {
  const { storage, ledger, name, digest, by, tenant = "*", clock = systemClock } = options;
  const row = await storage.selectFrom("tool").selectAll().where("name", "=", name).executeTakeFirst();
  if (row === undefined || row.offered_json === null) throw unknownTool(name);
  if (row.offered_digest !== digest) throw changedAgain(name);
  await ledger.append({
    type: "policy-changed",
    tenant,
    revoke: [`tool:${name}`],
    facts: { tool: name, acceptedBy: by, from: row.descriptor_digest, to: digest },
  });
  const accepted = await storage
    .updateTable("tool")
    .set({ descriptor_digest: digest, descriptor_json: row.offered_json, pinned_at: clock() })
    .where("name", "=", name)
    .where("offered_digest", "=", digest)
    .executeTakeFirst();
  if (accepted.numUpdatedRows === 0n) throw changedAgain(name);
}

function compare(before: JsonValue, after: JsonValue, at: string): readonly DescriptorDifference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isObject(before) || !isObject(after)) return [{ at, before, after }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const place = `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!Object.hasOwn(before, key)) return [{ at: place, after: after[key] as JsonValue }];
    if (!Object.hasOwn(after, key)) return [{ at: place, before: before[key] as JsonValue }];
    return compare(before[key] as JsonValue, after[key] as JsonValue, place);
  });
}

function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unknownTool(name: string): SallyportError<ActionErrorCode> {
  return new SallyportError({
    code: "ERR_ACTIONS_TOOL_UNKNOWN",
    message: `No tool was ever registered as ${name}.`,
    hint: "List the tools to see their names.",
  });
}

function changedAgain(name: string): SallyportError<ActionErrorCode> {
  return new SallyportError({
    code: "ERR_ACTIONS_TOOL_CHANGED",
    message: `The tool ${name} is not what was shown any more.`,
    hint: "Look at the difference again, then accept that digest.",
  });
}
