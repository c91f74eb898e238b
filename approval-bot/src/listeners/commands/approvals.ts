import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from "@slack/bolt";
import { answer } from "../../answer.ts";
import { type Desk, deskOf } from "../../desk.ts";
import { readInbox } from "../../inbox/inbox.ts";
import { renderDetails } from "../../messages/details.ts";
import { renderInboxModal } from "../../messages/home.ts";
import { renderNotice } from "../../messages/notice.ts";
import { referTo } from "../../messages/reference.ts";
import { readStanding } from "../../read-standing.ts";
import { openRequest } from "../../take-decision.ts";
import { somethingFailed } from "../outcome.ts";

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

const usage = "Type /approvals to see what waits for you, or /approvals and a request's id to see that one.";

/** `/approvals` shows the inbox, `/approvals apr_…` one request; in a modal, which works in every channel. */
export async function approvals({ ack, body, command, client, context }: CommandArgs): Promise<void> {
  await ack();
  const desk = deskOf(context);
  const [user, text] = [command.user_id, command.text.trim()];
  const waiting = { client, logger: desk.logger, user, channel: command.channel_id };
  try {
    const { view } = await client.views.open({
      trigger_id: command.trigger_id,
      view: renderNotice("Approvals", "One moment…"),
    });
    await client.views.update({
      view_id: view?.id ?? "",
      view: await draw(desk, { user, userTeam: body.team_id }, text),
    });
  } catch (error) {
    desk.logger.error({ error }, "a command could not be handled");
    await answer(waiting, somethingFailed);
  }
}

async function draw(desk: Desk, clicker: { readonly user: string; readonly userTeam: string }, text: string) {
  const { sallyport } = desk;
  const person = await desk.approvers.identify(clicker);
  if (person.type === "refused") return renderNotice("Approvals", person.message);
  if (text === "") return renderInboxModal(await readInbox(sallyport, person, { now: desk.clock() }));
  const request = await sallyport.approvals.find(text);
  if (request === undefined) return renderNotice("Approvals", usage);
  const opened = await openRequest(desk, referTo(request), clicker);
  if (opened.type === "refused") return renderNotice("Approvals", opened.message);
  return renderDetails(await readStanding(sallyport, opened.request), 0);
}
