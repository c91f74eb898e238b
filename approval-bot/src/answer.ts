import type { webApi } from "@slack/bolt";
import type { Logger } from "./log.ts";
import { renderNotice } from "./messages/notice.ts";
import { escapeMarkup, plain } from "./messages/text.ts";

/** Somebody who waits for a word after a click. */
export interface Waiting {
  readonly client: webApi.WebClient;
  readonly logger: Logger;
  readonly user: string;
  readonly channel: string | undefined;
  /** Good for one modal within three seconds of the click. */
  readonly trigger?: string | undefined;
}

/** Tells the person who clicked, and nobody else. Where one way fails the next is tried: no click stays silent. */
export async function answer(waiting: Waiting, text: string): Promise<void> {
  const { client, logger, user, channel, trigger } = waiting;
  const ways = [
    ...(channel === undefined ? [] : [() => postEphemeral(client, channel, user, text)]),
    ...(trigger === undefined
      ? []
      : [() => client.views.open({ trigger_id: trigger, view: renderNotice("Sallyport", text) })]),
    () => client.chat.postMessage({ channel: user, ...message(text) }),
  ];
  for (const way of ways) {
    try {
      await way();
      return;
    } catch (error) {
      logger.warn({ error }, "an answer to a click did not get through this way");
    }
  }
  logger.error({ user }, "a click could not be answered");
}

function postEphemeral(client: webApi.WebClient, channel: string, user: string, text: string) {
  return client.chat.postEphemeral({ channel, user, ...message(text) });
}

function message(text: string) {
  return {
    text: escapeMarkup(text),
    blocks: [{ type: "section" as const, text: plain(text, 3000) }],
    parse: "none" as const,
    link_names: false,
  };
}
