import { once } from "node:events";
import { openBotHouse, until } from "./bot-house.ts";
import { refundNumber } from "./kill-world.ts";

export interface RestartFigures {
  /** From the start of the process until it answers `/readyz`. */
  readonly seconds: number;
  /** Requests that no longer wait, or for which no card is on its way. */
  readonly lost: number;
}

/** Kills the bot while so many requests wait, and starts it again. */
export async function restartWithPending(pending: number): Promise<RestartFigures> {
  const house = await openBotHouse();
  const { sallyport, simulator } = house;
  try {
    const asked = new Set<string>();
    for (let index = 0; index < pending; index++) {
      // Of runs of their own, so that each has a card of its own.
      const request = await sallyport.approvals.request({ ...refundNumber(index), session: `ses_${index}` });
      asked.add(request.id);
    }
    simulator.connect("socket");
    const first = await house.startBot("socket");
    await until(() => house.workspace.messages.length > 0, "a first card");
    first.child.kill("SIGKILL");
    await once(first.child, "close");

    const second = await house.startBot("socket");
    const startedToAnswer = performance.now();
    await until(async () => (await fetch(`http://127.0.0.1:${second.healthPort}/readyz`)).ok, "readiness");
    const seconds = second.seconds + (performance.now() - startedToAnswer) / 1000;

    const cards = async () =>
      (await sallyport.storage.selectFrom("slack_message").select("subject").execute()).map(
        ({ subject }) => subject,
      );
    await until(async () => (await cards()).length >= pending, "a card for each request");
    const waiting = new Set((await sallyport.approvals.pending("acme")).map(({ id }) => id));
    const carded = new Set(await cards());
    return { seconds, lost: [...asked].filter((id) => !waiting.has(id) || !carded.has(id)).length };
  } finally {
    await house.close();
  }
}
