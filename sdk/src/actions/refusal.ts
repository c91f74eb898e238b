import { SallyportError } from "../errors.ts";
import type { PolicyReference } from "../policy/index.ts";
import type { RefusalCode } from "./call.ts";

export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly hint: string;
  readonly policies: readonly PolicyReference[];
  /** The hash of the policies that decided, when it came to that. */
  readonly policyHash?: string;
  /** What could not be evaluated, by the code or name of the error; its text may hold anything. */
  readonly fault?: string;
}

/** Carries a refusal out of the rule that found it; never leaves this room. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export function refuse(
  code: RefusalCode,
  message: string,
  hint: string = hints[code],
  decided: { readonly policies: readonly PolicyReference[]; readonly policyHash?: string } = { policies: [] },
): never {
  throw new Refused({ code, message, hint, ...decided });
}

const askHuman = "Do not try again. Tell the user, who can ask the people who own this policy.";
const newCall = "Ask anew with a new call if the user still wants it.";

const hints: Readonly<Record<RefusalCode, string>> = {
  "unknown-tool": "Use one of the tools that you were given.",
  "unknown-connector": "Do not try again: a person has to register the system that this tool reaches.",
  "tool-changed": "Do not try again: a person has to accept the tool's new description first.",
  "bad-arguments": "Correct the arguments and call again.",
  "secret-in-arguments": "Leave the secret out; tools get their credentials from the system.",
  "data-loss": "Do not try again with these values, also not written in another way.",
  "not-authorized": "Do not try again: this run no longer has the authority that it started with.",
  revoked: "Do not try again: somebody stopped this on purpose.",
  "out-of-scope": "Do not try again: it is outside what was delegated to this agent.",
  "limit-exceeded": "Do not try again, also not in smaller parts: the limit counts all calls together.",
  "not-permitted": askHuman,
  forbidden: askHuman,
  "not-evaluable": "Do not try again. Tell the user that the system could not check this call.",
  "too-many-pending": "Do not ask for more. Tell the user that people have to decide on what waits first.",
  "no-approver":
    "Do not try again: nobody could approve it. Tell the user that whoever asks, owns the agent or is revoked may not, and that an administrator has to name others.",
  "approval-denied": "Do not try again. Tell the user that it was denied.",
  "approval-expired": `Nobody decided in time; nobody said no. ${newCall}`,
  "approval-cancelled": "Whoever asked took the request back. Do not try again.",
  "approval-superseded": "Another request took this one's place. Do not try again.",
  "approval-used": "This call has been carried out already. Do not try again.",
  "approval-void": `The approval no longer holds. ${newCall}`,
  aborted: "The run was stopped.",
};

/** The answer to whatever could not be evaluated. */
export const unevaluable: Refusal = {
  code: "not-evaluable",
  message: "This call could not be checked.",
  hint: hints["not-evaluable"],
  policies: [],
};

/**
 * What an error says about a call: a rule's "no", or that something could not be evaluated.
 *
 * @throws {SallyportError} `ERR_ACTIONS_NOT_RECORDED`, which is no answer but the end.
 */
export function refusalFrom(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  if (SallyportError.isInstance(error)) {
    if (error.code === "ERR_ACTIONS_NOT_RECORDED") throw error;
    return { ...unevaluable, fault: error.code };
  }
  return { ...unevaluable, fault: nameOf(error) };
}

/** Of a foreign error only what is a plain word: even a name may hold anything. */
function nameOf(error: unknown): string {
  return error instanceof Error && /^[A-Za-z]{1,64}$/.test(error.name) ? error.name : "unknown";
}
