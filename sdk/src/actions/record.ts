import { SallyportError } from "../errors.ts";
import type { ActionErrorCode } from "./errors.ts";

/** @throws {SallyportError} `ERR_ACTIONS_NOT_RECORDED` in place of whatever the ledger throws. */
export async function record<T>(appended: Promise<T>): Promise<T> {
  try {
    return await appended;
  } catch (cause) {
    throw new SallyportError<ActionErrorCode>({
      code: "ERR_ACTIONS_NOT_RECORDED",
      message: "The ledger did not take a receipt for this call.",
      hint: "Without a receipt no tool runs. If it ran already, its outcome is in the approval or with the tool.",
      cause,
    });
  }
}
