import type * as z from "zod/v4";
import type { JsonValue } from "../crypto/index.ts";
import type { Classification } from "../identity/index.ts";
import type { Integrity, Readers, ToolFacts } from "../policy/index.ts";

/** What an argument steers. Those of a tool that writes are traced to where their value came from. */
export const steeringRoles = ["amount", "destination", "recipients", "records", "code", "url"] as const;
export type SteeringRole = (typeof steeringRoles)[number];

/**
 * Which arguments steer the effect: JSON pointers (RFC 6901) by role, `*` for every element of a list or record.
 * An `amount` that the schema keeps whole (`z.int()`) is in minor units, any other in major ones; `records` are
 * ids, or objects that count as one record each; of a text under `url` only the links in it steer.
 *
 * @example { amount: "/amount", records: "/orders/*\/id" }
 */
export type SteeringArguments = { readonly [Role in SteeringRole]?: string | readonly string[] };

/** What a tool says about its results. They are as trusted as its connector, or less. */
export interface ResultTrust {
  readonly integrity?: Integrity;
  readonly classification?: Classification;
  /** Who may read it; by default those whom the tool's effect reaches, as far as they are in the tenant. */
  readonly readers?: Readers;
}

/** What a running tool is given beside its arguments. */
export interface ToolContext {
  /** Aborted when the call is, or when its time is up. */
  readonly signal: AbortSignal;
  /** The same for every try of this very call: hand it to services that know such keys. */
  readonly idempotencyKey: string;
  /** A token for this tool and these arguments, good for seconds; tool servers verify it. */
  readonly credential?: string;
}

/** A tool as it is registered at the gate. All but its functions is pinned by digest. */
export interface GuardedTool<Schema extends z.ZodObject = z.ZodObject> extends ToolFacts {
  readonly description: string;
  readonly schema: Schema;
  /** The JSON Schema to the letter, where a server gave it: pinned in place of what `schema` says. */
  readonly offeredSchema?: JsonValue;
  /** Absent: every argument of a tool that writes steers it, except prose beside others (see `steering.ts`). */
  readonly steering?: SteeringArguments;
  readonly result?: ResultTrust;
  /**
   * What the arguments would replace, by their JSON pointers (RFC 6901): people who are asked see before and after.
   * Only reads; it is called before anybody has agreed.
   */
  readCurrent?(
    args: z.output<Schema>,
    context: Pick<ToolContext, "signal">,
  ): Promise<Readonly<Record<string, JsonValue>>>;
  /**
   * Running it again with the same idempotency key has no second effect. Only then is an approved call whose process
   * died run again, once its lease is over; what becomes of any other is for a person to find out.
   */
  readonly isIdempotent?: boolean;
  /** 30 seconds unless it says otherwise. */
  readonly timeoutMs?: number;
  /** Runs behind the gate only; rejects when it did not do what it was asked. */
  execute(args: z.output<Schema>, context: ToolContext): Promise<unknown>;
}
