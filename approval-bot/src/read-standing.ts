import type { ApprovalRequest, JsonValue, Sallyport } from "@sallyport/sdk";
import type { Standing } from "./messages/standing.ts";

/** Where a request stands, as messages may show it. */
export async function readStanding(
  { approvals, redactor, storage }: Sallyport,
  request: ApprovalRequest,
): Promise<Standing> {
  const [state = "unknown", decisions, replaced] = await Promise.all([
    approvals.state(request.id),
    approvals.decisions(request.id),
    storage
      .selectFrom("approval_request")
      .select("id")
      .where("superseded_by", "=", request.id)
      .executeTakeFirst(),
  ]);
  const original = replaced && (await approvals.find(replaced.id));
  const before: JsonValue | undefined = original && approvals.preview(original).arguments;
  return {
    request: approvals.preview(request),
    state,
    decisions: decisions.map((decision) => ({
      ...decision,
      ...(decision.reason && { reason: redactor.redact(decision.reason, { sink: "card" }).text }),
    })),
    ...(before === undefined ? {} : { before }),
  };
}
