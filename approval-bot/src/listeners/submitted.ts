import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from "@slack/bolt";
import { answer } from "../answer.ts";
import type { Clicker } from "../approvers.ts";
import { type Desk, deskOf } from "../desk.ts";
import { renderNotice } from "../messages/notice.ts";
import { somethingFailed } from "./outcome.ts";

export type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

export interface Submission {
  readonly desk: Desk;
  readonly clicker: Clicker;
  readonly view: ViewSubmitAction["view"];
}

/** Answers at once with "One moment…" in the modal's place, works, and puts the outcome there. */
export function onSubmit(handle: (submission: Submission) => Promise<string>) {
  return async ({ ack, body, view, client, context }: SubmitArgs): Promise<void> => {
    const desk = deskOf(context);
    const title = view.title.text;
    await ack({ response_action: "update", view: renderNotice(title, "One moment…") });
    const text = await handle({
      desk,
      view,
      clicker: { user: body.user.id, userTeam: body.user.team_id },
    }).catch((error: unknown) => {
      desk.logger.error({ error }, "a modal could not be handled");
      return somethingFailed;
    });
    try {
      await client.views.update({ view_id: view.id, view: renderNotice(title, text) });
    } catch (error) {
      desk.logger.warn({ error }, "the outcome did not get into the modal");
      await answer({ client, logger: desk.logger, user: body.user.id, channel: undefined }, text);
    }
  };
}
