import type { Integrity, Label } from "../policy/index.ts";

/** Something that entered a session: what a value in a later argument may have come from. */
export interface ContentSource {
  readonly type: "human" | "document" | "tool" | "agent";
  /** As it stands where it came from; no model sees the session's copy. */
  readonly text: string;
  /** As it was handed out, where redaction changed it. */
  readonly shown?: string;
  readonly integrity: Integrity;
  /** Absent for the human's own words. */
  readonly label?: Label;
  /** When the human said it: what "tomorrow" is. */
  readonly at?: number;
  /** Nobody declared who may read it: the label is our guess. */
  readonly isLabelAssumed?: true;
  /** Document id, tool name or agent id. */
  readonly origin: string;
  /** For people: "mail/supplier.eml", "crm_lookup". */
  readonly name: string;
}
