import type {
  ApprovalPreview,
  ApprovalRequest,
  ApprovalState,
  HumanLoad,
  QuarantinedDocument,
  Sallyport,
} from "@sallyport/sdk";
import type { Person } from "../people/links.ts";
import { findPrincipal } from "../principal.ts";
import { readQuarantine } from "../quarantine/read-quarantine.ts";
import { mayRevoke } from "../revoke.ts";

export interface InboxEntry {
  readonly request: ApprovalPreview;
  readonly state: ApprovalState;
}

/** What waits for a person, what they wait for, and what they have decided lately. */
export interface Inbox {
  /** One page of what waits: highest risk first, and within it what expires first. */
  readonly toDecide: {
    readonly count: number;
    readonly page: number;
    readonly pages: number;
    readonly shown: readonly ApprovalPreview[];
  };
  readonly requested: readonly InboxEntry[];
  readonly recent: readonly InboxEntry[];
  /** What they may release. */
  readonly quarantined: readonly QuarantinedDocument[];
  /** For those who may stop things in their tenant: what may or may not have happened, and what people had to do. */
  readonly overview?: {
    readonly parked: readonly InboxEntry[];
    /** Ids of what somebody changed in the database: shown nowhere else, and decided by nobody. */
    readonly tampered: readonly string[];
    readonly load: HumanLoad;
  };
}

const perPage = 5;
const shownAtMost = 10;
const loadOverMs = 7 * 24 * 60 * 60_000;
const risks = ["high", "medium", "low"] as const;

export async function readInbox(
  sallyport: Sallyport,
  person: Person,
  { now, page = 0 }: { readonly now: number; readonly page?: number },
): Promise<Inbox> {
  const { approvals } = sallyport;
  const principal = await findPrincipal(sallyport, person);
  const isAdministrator =
    principal !== undefined && (await mayRevoke(sallyport, principal, "session", "any"));
  const [quarantined, overview, waiting, requested, recent] = await Promise.all([
    principal === undefined ? [] : readQuarantine(sallyport, principal),
    isAdministrator ? readOverview(sallyport, person.tenant, now) : undefined,
    approvals.decidable(person.tenant, person.principal),
    listOwn(sallyport, person, "requester"),
    listOwn(sallyport, person, "approver"),
  ]);
  return {
    toDecide: turnTo(page, waiting, approvals.preview),
    requested,
    recent,
    quarantined,
    ...(overview === undefined ? {} : { overview }),
  };
}

/** Only what is shown is redacted: hundreds may wait. */
function turnTo(
  wanted: number,
  waiting: readonly ApprovalRequest[],
  preview: (request: ApprovalRequest) => ApprovalPreview,
): Inbox["toDecide"] {
  const byRisk = risks.flatMap((risk) => waiting.filter(({ requirement }) => requirement.risk === risk));
  const pages = Math.max(1, Math.ceil(byRisk.length / perPage));
  const page = Number.isSafeInteger(wanted) ? Math.min(Math.max(wanted, 0), pages - 1) : 0;
  const shown = byRisk.slice(page * perPage, (page + 1) * perPage).map(preview);
  return { count: byRisk.length, page, pages, shown };
}

async function readOverview({ approvals }: Sallyport, tenant: string, now: number) {
  const [parked, tampered, load] = await Promise.all([
    approvals.parked(tenant),
    approvals.tampered(tenant),
    approvals.measureLoad(tenant, now - loadOverMs),
  ]);
  const entries = parked.slice(0, shownAtMost).map((request) => ({
    request: approvals.preview(request),
    state: "unknown" as const,
  }));
  return { parked: entries, tampered, load };
}

/** The last that the person has asked for, or has decided; without those that were changed by hand. */
async function listOwn(
  { storage, approvals }: Sallyport,
  { tenant, principal }: Person,
  role: "requester" | "approver",
): Promise<readonly InboxEntry[]> {
  const [column, time] =
    role === "requester"
      ? (["request.requester", "request.created_at"] as const)
      : (["vote.approver", "vote.at"] as const);
  const rows = await storage
    .selectFrom("approval_request as request")
    .leftJoin("approval_decision as vote", (join) =>
      join.onRef("vote.request_id", "=", "request.id").on("vote.approver", "=", principal),
    )
    .select("request.id")
    .where("request.tenant", "=", tenant)
    .where(column, "=", principal)
    .orderBy(time, "desc")
    .limit(shownAtMost)
    .execute();
  const entries = await Promise.all(
    rows.map(async ({ id }) => {
      const request = await approvals.find(id).catch(() => undefined);
      if (request === undefined) return [];
      const state = await approvals.state(id);
      return state === undefined ? [] : [{ request: approvals.preview(request), state }];
    }),
  );
  return entries.flat();
}
