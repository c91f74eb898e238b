import type { Selectable } from "kysely";
import { equalConstantTime } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import type { ApprovalRequestTable, Storage } from "../storage/index.ts";
import type { ApprovalDecision, ApprovalRequest, ApprovalState } from "./approval.ts";
import type { Context } from "./context.ts";
import type { ApprovalErrorCode } from "./errors.ts";
import type { Seal } from "./seal.ts";
import { isSignedBy } from "./statement.ts";

export interface StoredApproval {
  readonly request: ApprovalRequest;
  readonly state: ApprovalState;
  /** Until when it may be decided; once approved, until when it may be used. */
  readonly expiresAt: number;
}

type Store = Pick<Context, "storage" | "seal">;

/** @throws {SallyportError} `ERR_APPROVALS_TAMPERED` when what people would see is not what was asked. */
export async function readApproval(
  { storage, seal }: Store,
  id: string,
): Promise<StoredApproval | undefined> {
  const row = await storage
    .selectFrom("approval_request")
    .select(storedColumns)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && parseStored(seal, row);
}

/** What {@link parseStored} needs of a row. */
export const storedColumns = [
  "id",
  "tenant",
  "request_json",
  "seal",
  "arguments_digest",
  "state",
  "expires_at",
] as const;

type StoredRow = Pick<Selectable<ApprovalRequestTable>, (typeof storedColumns)[number]>;

/** @throws {SallyportError} `ERR_APPROVALS_TAMPERED`. */
export function parseStored(seal: Seal, row: StoredRow): StoredApproval {
  const isOurs = equalConstantTime(seal(row.request_json), row.seal);
  const request = isOurs ? (JSON.parse(row.request_json) as ApprovalRequest) : undefined;
  if (
    request?.id !== row.id ||
    request.tenant !== row.tenant ||
    request.argumentsDigest !== row.arguments_digest ||
    // An approval moves it; until then it is what people see.
    (row.state === "pending" && request.expiresAt !== row.expires_at)
  ) {
    throw new SallyportError<ApprovalErrorCode>({
      code: "ERR_APPROVALS_TAMPERED",
      message: `The stored approval request ${row.id} does not match its seal.`,
      hint: "Somebody changed the database by hand; the request is void, and nobody can decide it. Find out who: the receipt of type approval-requested says what was asked. Whoever still wants the call has to ask anew.",
    });
  }
  return { request, state: row.state, expiresAt: row.expires_at };
}

/** For looking through many: one that was changed by hand is void, and must not stand in the others' way. */
export async function readSound(store: Store, id: string): Promise<StoredApproval | undefined> {
  return readApproval(store, id).catch(undefinedIfTampered);
}

/** Like {@link parseStored}, and undefined for what was changed by hand. */
export function parseSound(seal: Seal, row: StoredRow): StoredApproval | undefined {
  try {
    return parseStored(seal, row);
  } catch (error) {
    return undefinedIfTampered(error);
  }
}

function undefinedIfTampered(error: unknown): undefined {
  if (!SallyportError.isInstance(error) || error.code !== "ERR_APPROVALS_TAMPERED") throw error;
}

/** As they were signed; whoever reads them verifies them again. */
export async function readDecisions(storage: Storage, id: string): Promise<readonly ApprovalDecision[]> {
  return (await readVotes(storage, id)).map((text) => JSON.parse(text) as ApprovalDecision);
}

/** Those that people may be shown: made for this request, by a channel that we know. */
export async function readSignedDecisions(
  { storage, channelKeys }: Pick<Context, "storage" | "channelKeys">,
  id: string,
): Promise<readonly ApprovalDecision[]> {
  return (await readVotes(storage, id)).flatMap((text) => {
    try {
      const decision: ApprovalDecision = JSON.parse(text);
      const key = channelKeys.get(decision.keyId);
      return key !== undefined && decision.requestId === id && isSignedBy(key, decision) ? decision : [];
    } catch {
      // Whatever else somebody has written there is nobody's decision.
      return [];
    }
  });
}

async function readVotes(storage: Storage, id: string): Promise<readonly string[]> {
  const rows = await storage
    .selectFrom("approval_decision")
    .select("decision_json")
    .where("request_id", "=", id)
    .orderBy("at")
    .orderBy("approver")
    .execute();
  return rows.map((row) => row.decision_json);
}

/** The request that took this one's place when it was edited. */
export async function findSuccessor(store: Store, id: string): Promise<ApprovalRequest | undefined> {
  const row = await store.storage
    .selectFrom("approval_request")
    .select("superseded_by")
    .where("id", "=", id)
    .executeTakeFirst();
  const successor = row?.superseded_by ? (await readApproval(store, row.superseded_by))?.request : undefined;
  return successor?.replaces === id ? successor : undefined;
}
