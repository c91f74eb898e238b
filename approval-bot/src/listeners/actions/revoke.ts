import { renderNotice } from "../../messages/notice.ts";
import { readReference } from "../../messages/reference.ts";
import { renderRevoke } from "../../messages/revoke.ts";
import type { RevocableKind } from "../../revoke.ts";
import { openRequest } from "../../take-decision.ts";
import { type Click, openModal } from "../clicked.ts";

/** Stop, on the card of an action that was denied. */
export const askToRevoke =
  (kind: RevocableKind) =>
  (click: Click): Promise<void> => {
    const { desk, value, clicker } = click;
    return openModal(click, "Revoke", async () => {
      const opened = await openRequest(desk, readReference(value), clicker);
      return opened.type === "refused"
        ? renderNotice("Revoke", opened.message)
        : renderRevoke(desk.sallyport.approvals.preview(opened.request), kind);
    });
  };
