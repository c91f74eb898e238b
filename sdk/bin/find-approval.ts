import { type ApprovalRequest, type Sallyport, SallyportError } from "@sallyport/sdk";
import type { CliErrorCode } from "./cli-error.ts";

/** @throws {SallyportError} `ERR_CLI_APPROVAL`. */
export async function findApproval(sallyport: Sallyport, id: string): Promise<ApprovalRequest> {
  const request = await sallyport.approvals.find(id);
  if (request !== undefined) return request;
  throw new SallyportError<CliErrorCode>({
    code: "ERR_CLI_APPROVAL",
    message: `There is no approval request ${id}.`,
    hint: "sallyport approvals list shows what is waiting.",
  });
}
