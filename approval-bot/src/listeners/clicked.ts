import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { answer, type Waiting } from "../answer.ts";
import type { Clicker } from "../approvers.ts";
import { type Desk, deskOf } from "../desk.ts";
import { renderNotice } from "../messages/notice.ts";
import { interrupted, somethingFailed } from "./outcome.ts";

export type ButtonArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** A click on a button, acknowledged: what the handlers need of it. */
export interface Click {
  readonly desk: Desk;
  readonly clicker: Clicker;
  readonly value: string | undefined;
  readonly client: ButtonArgs["client"];
  /** Undefined when the click is handled late: no modal opens for it any more. */
  readonly trigger: string | undefined;
  readonly view: BlockAction["view"];
  readonly tell: (text: string) => Promise<void>;
}

/** Works on a click that is acknowledged already. What fails is told to the person, since Bolt would not. */
export function onClick(handle: (click: Click) => Promise<void>) {
  return async ({ body, action, client, context }: ButtonArgs): Promise<void> => {
    const desk = deskOf(context);
    const channel = body.channel?.id ?? body.container?.channel_id;
    const waiting: Waiting = {
      client,
      logger: desk.logger,
      user: body.user.id,
      channel,
      trigger: body.trigger_id,
    };
    try {
      await handle({
        desk,
        client,
        value: action.value,
        trigger: body.trigger_id,
        view: body.view,
        clicker: { user: body.user.id, userTeam: body.user.team_id, channel },
        tell: (text) => answer(waiting, text),
      });
    } catch (error) {
      desk.logger.error({ error }, "a click could not be handled");
      await answer(waiting, somethingFailed);
    }
  };
}

/**
 * Opens a modal before anything is looked up, since Slack gives it three seconds, and shows the answer in it. In a
 * modal that is open already it goes on top, and Back leads back.
 */
export async function openModal(
  { client, trigger, view: under, tell }: Click,
  title: string,
  draw: () => Promise<ModalView>,
): Promise<void> {
  if (trigger === undefined) return tell(interrupted);
  const modal = { trigger_id: trigger, view: renderNotice(title, "One moment…") };
  const { view } = await (under?.type === "modal" ? client.views.push(modal) : client.views.open(modal));
  await client.views.update({ view_id: view?.id ?? "", view: await draw() });
}
