import type { ApprovalRefusalCode } from "@sallyport/sdk";

export type SlackRefusalCode =
  | "outdated-card"
  | "other-channel"
  | "shared-channel"
  | "other-workspace"
  | "deactivated"
  | "bot"
  | "guest"
  | "external"
  | "not-linked"
  | "not-evaluable";

/** A click that counts for nothing, and what the person who clicked is told. */
export interface SlackRefusal {
  readonly type: "refused";
  readonly code: SlackRefusalCode | ApprovalRefusalCode;
  readonly message: string;
}

export function refusal(code: SlackRefusal["code"], message: string): SlackRefusal {
  return { type: "refused", code, message };
}
