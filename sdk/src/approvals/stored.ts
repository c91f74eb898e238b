import * as z from "zod/v4";
import { SallyportError } from "../errors.ts";
import type { ApprovalRequestTable, Storage } from "../storage/index.ts";
import type { ApprovalDecision, ApprovalRequest, ApprovalState } from "./approval.ts";
import { digestCall } from "./digest-call.ts";
import type { ApprovalErrorCode } from "./errors.ts";

export interface StoredApproval {
  readonly request: ApprovalRequest;
  readonly state: ApprovalState;
  /** Until when it may be decided; once approved, until when it may be used. */
  readonly expiresAt: number;
}

/** @throws {SallyportError} `ERR_APPROVALS_TAMPERED` when what people would see is not what they would sign. */
export async function readApproval(storage: Storage, id: string): Promise<StoredApproval | undefined> {
  const row = await storage
    .selectFrom("approval_request")
    .select(storedColumns)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && parseStored(row);
}

/** What {@link parseStored} needs of a row. */
export const storedColumns = [
  "id",
  "tenant",
  "request_json",
  "arguments_digest",
  "state",
  "expires_at",
] as const;

/** Whatever is looked into when many are listed: a row that was changed by hand may hold anything. */
const readable = z.looseObject({
  id: z.string(),
  tenant: z.string(),
  session: z.string(),
  callId: z.string(),
  tool: z.string(),
  descriptor: z.string(),
  arguments: z.json(),
  requester: z.string(),
  reason: z.string(),
  agents: z.array(z.string()),
  owners: z.array(z.string()),
  notes: z.array(z.string()),
  createdAt: z.number(),
  expiresAt: z.number(),
  receipt: z.string(),
  origins: z.array(z.looseObject({ argument: z.string(), source: z.string() })),
  policies: z.array(z.looseObject({ id: z.string() })),
  requirement: z.looseObject({
    requirements: z.array(z.looseObject({ groups: z.array(z.string()), quorum: z.int() })),
    groups: z.array(z.string()),
    risk: z.enum(["low", "medium", "high"]),
  }),
});

/** @throws {SallyportError} `ERR_APPROVALS_TAMPERED`. */
export function parseStored(row: Pick<ApprovalRequestTable, (typeof storedColumns)[number]>): StoredApproval {
  const request = readRequest(row.request_json);
  const digest = request && digestCall(request);
  if (
    request?.id !== row.id ||
    request.tenant !== row.tenant ||
    row.arguments_digest !== digest ||
    request.argumentsDigest !== digest
  ) {
    throw new SallyportError<ApprovalErrorCode>({
      code: "ERR_APPROVALS_TAMPERED",
      message: `The stored approval request ${row.id} does not match its digest.`,
      hint: "Somebody changed the database by hand; the request is void.",
    });
  }
  return { request, state: row.state, expiresAt: row.expires_at };
}

function readRequest(text: string): ApprovalRequest | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return readable.safeParse(parsed).success ? (parsed as ApprovalRequest) : undefined;
  } catch {
    return undefined;
  }
}

/** For looking through many: one that was changed by hand is void, and must not stand in the others' way. */
export async function readSound(storage: Storage, id: string): Promise<StoredApproval | undefined> {
  return readApproval(storage, id).catch(undefinedIfTampered);
}

/** Like {@link parseStored}, and undefined for what was changed by hand. */
export function parseSound(row: Parameters<typeof parseStored>[0]): StoredApproval | undefined {
  try {
    return parseStored(row);
  } catch (error) {
    return undefinedIfTampered(error);
  }
}

function undefinedIfTampered(error: unknown): undefined {
  if (!SallyportError.isInstance(error) || error.code !== "ERR_APPROVALS_TAMPERED") throw error;
}

/** As they were signed; whoever reads them verifies them again. */
export async function readDecisions(storage: Storage, id: string): Promise<readonly ApprovalDecision[]> {
  const rows = await storage
    .selectFrom("approval_decision")
    .select("decision_json")
    .where("request_id", "=", id)
    .orderBy("at")
    .orderBy("approver")
    .execute();
  return rows.map((row) => JSON.parse(row.decision_json) as ApprovalDecision);
}

/** The request that took this one's place when it was edited. */
export async function findSuccessor(
  { storage }: { readonly storage: Storage },
  id: string,
): Promise<ApprovalRequest | undefined> {
  const row = await storage
    .selectFrom("approval_request")
    .select("superseded_by")
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.superseded_by ? (await readApproval(storage, row.superseded_by))?.request : undefined;
}
