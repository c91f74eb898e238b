import type { ApprovalRequest, JsonValue, Sallyport } from "@sallyport/sdk";
import type { Standing } from "./messages/standing.ts";

/** Where a request stands, as messages may show it. */
export async function readStanding(
  { approvals, redactor }: Sallyport,
  request: ApprovalRequest,
): Promise<Standing> {
  const [state = "unknown", decisions, original] = await Promise.all([
    approvals.state(request.id),
    approvals.decisions(request.id),
    request.replaces === undefined ? undefined : approvals.find(request.replaces),
  ]);
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
