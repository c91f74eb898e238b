import type { App, BlockAction, ButtonAction, ViewSubmitAction } from "@slack/bolt";
import type { Logger } from "../log.ts";
import { actionIds } from "../messages/card.ts";
import { changeCallback } from "../messages/change.ts";
import { denyCallback } from "../messages/deny.ts";
import { detailsCallback } from "../messages/details.ts";
import { releaseCallback } from "../messages/quarantine.ts";
import { revokeCallback } from "../messages/revoke.ts";
import { approve } from "./actions/approve.ts";
import { approveAll } from "./actions/approve-all.ts";
import { change } from "./actions/change.ts";
import { deny } from "./actions/deny.ts";
import { details } from "./actions/details.ts";
import { reject } from "./actions/reject.ts";
import { review } from "./actions/review.ts";
import { askToRevoke } from "./actions/revoke.ts";
import { turnInbox } from "./actions/turn-inbox.ts";
import { turnPage } from "./actions/turn-page.ts";
import { onClick } from "./clicked.ts";
import { approvals } from "./commands/approvals.ts";
import { openHome } from "./events/home-opened.ts";
import { forgetChanged } from "./events/people-changed.ts";
import { forgetInstallation } from "./events/removed.ts";
import { onSubmit } from "./submitted.ts";
import { approveSubmitted } from "./views/approve-submitted.ts";
import { changeSubmitted } from "./views/change-submitted.ts";
import { denySubmitted } from "./views/deny-submitted.ts";
import { releaseSubmitted } from "./views/release-submitted.ts";
import { revokeSubmitted } from "./views/revoke-submitted.ts";

/** Every listener has an id of its own and no patterns that overlap: Bolt runs all that match. */
export function registerListeners(
  app: App,
  { remove, logger }: { readonly remove: (team: string) => Promise<void>; readonly logger: Logger },
): void {
  const clicks = {
    [actionIds.approve]: approve,
    [actionIds.approveAll]: approveAll,
    [actionIds.change]: change,
    [actionIds.review]: review,
    [actionIds.reject]: reject,
    [actionIds.stopAgent]: askToRevoke("agent"),
    [actionIds.stopRun]: askToRevoke("session"),
    [actionIds.deny]: deny,
    [actionIds.denyHere]: deny,
    [actionIds.details]: details,
    [`${actionIds.page}.next`]: turnPage,
    [`${actionIds.page}.previous`]: turnPage,
    [`${actionIds.inboxPage}.next`]: turnInbox,
    [`${actionIds.inboxPage}.previous`]: turnInbox,
  };
  for (const [id, handle] of Object.entries(clicks))
    app.action<BlockAction<ButtonAction>>(id, onClick(handle));
  app.view<ViewSubmitAction>(detailsCallback, onSubmit(approveSubmitted));
  app.view<ViewSubmitAction>(changeCallback, onSubmit(changeSubmitted));
  app.view<ViewSubmitAction>(denyCallback, onSubmit(denySubmitted));
  app.view<ViewSubmitAction>(releaseCallback, onSubmit(releaseSubmitted));
  app.view<ViewSubmitAction>(revokeCallback.agent, onSubmit(revokeSubmitted("agent")));
  app.view<ViewSubmitAction>(revokeCallback.session, onSubmit(revokeSubmitted("session")));
  app.command("/approvals", approvals);
  app.event("app_home_opened", openHome);
  app.event("app_uninstalled", forgetInstallation(remove, logger));
  app.event("tokens_revoked", forgetInstallation(remove, logger));
  app.event("user_change", forgetChanged);
  app.event("channel_shared", forgetChanged);
  app.event("channel_id_changed", forgetChanged);
}
