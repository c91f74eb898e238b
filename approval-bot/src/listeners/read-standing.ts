import type { ApprovalRequest } from "@sallyport/sdk";
import type { Desk } from "../desk.ts";
import type { Standing } from "../messages/standing.ts";

export async function readStanding({ approvals }: Desk, request: ApprovalRequest): Promise<Standing> {
  const [state, decisions] = await Promise.all([
    approvals.state(request.id),
    approvals.decisions(request.id),
  ]);
  return { request, state: state ?? "unknown", decisions };
}
