import { webApi } from "@slack/bolt";

/** What a failed call to Slack means for what we wanted to show. */
export type Failure =
  /** Not done; Slack says when to come back. */
  | { readonly type: "limited"; readonly retryAfterMs: number }
  /** The message that should be updated is gone, or may no longer be edited: a new one is needed. */
  | { readonly type: "gone" }
  /** Not done, and trying the same again soon won't help. */
  | { readonly type: "refused"; readonly error: string }
  /** The answer never came: it may have been done. */
  | { readonly type: "unanswered" };

export function readFailure(error: unknown): Failure {
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { type: "limited", retryAfterMs: error.retryAfter * 1000 };
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    if (goneErrors.has(code)) return { type: "gone" };
    if (transientErrors.has(code)) return { type: "unanswered" };
    return { type: "refused", error: code };
  }
  return { type: "unanswered" };
}

const goneErrors = new Set(["message_not_found", "edit_window_closed", "cant_update_message"]);
/** Slack says "internal error" also after it has written. */
const transientErrors = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout"]);
