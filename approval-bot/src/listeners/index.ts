import type { App, BlockAction, ButtonAction, ViewSubmitAction } from "@slack/bolt";
import type { Desk } from "../desk.ts";
import { actionIds } from "../messages/card.ts";
import { denyCallback } from "../messages/deny.ts";
import { detailsCallback } from "../messages/details.ts";
import { approve } from "./actions/approve.ts";
import { deny } from "./actions/deny.ts";
import { details } from "./actions/details.ts";
import { turnPage } from "./actions/turn-page.ts";
import { onClick } from "./clicked.ts";
import { forgetChanged } from "./events/people-changed.ts";
import { onSubmit } from "./submitted.ts";
import { approveSubmitted } from "./views/approve-submitted.ts";
import { denySubmitted } from "./views/deny-submitted.ts";

/** Every listener has an id of its own and no patterns that overlap: Bolt runs all that match. */
export function registerListeners(app: App, desk: Desk): void {
  app.action<BlockAction<ButtonAction>>(actionIds.approve, onClick(desk, approve));
  app.action<BlockAction<ButtonAction>>(actionIds.deny, onClick(desk, deny));
  app.action<BlockAction<ButtonAction>>(actionIds.details, onClick(desk, details));
  app.action<BlockAction<ButtonAction>>(`${actionIds.page}.next`, onClick(desk, turnPage));
  app.action<BlockAction<ButtonAction>>(`${actionIds.page}.previous`, onClick(desk, turnPage));
  app.view<ViewSubmitAction>(detailsCallback, onSubmit(desk, approveSubmitted));
  app.view<ViewSubmitAction>(denyCallback, onSubmit(desk, denySubmitted));
  app.event("user_change", forgetChanged(desk));
  app.event("channel_shared", forgetChanged(desk));
  app.event("channel_id_changed", forgetChanged(desk));
}
