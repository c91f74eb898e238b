import { encode, send, signRequest } from "../../../test/slack-simulator/transport.ts";
import { openBotHouse, until } from "./bot-house.ts";

export interface ClickFigures {
  readonly clicks: number;
  /** Milliseconds from each click to the bot's acknowledgement, as Slack would measure it. */
  readonly acknowledgements: readonly number[];
  readonly unacknowledged: number;
  /** Clicks whose person was told nothing. */
  readonly silent: number;
  /** Requests that were not decided, or with somebody's vote counted twice. */
  readonly misdecided: number;
  /** Runs of the tool beyond one per approval. */
  readonly doubleExecutions: number;
}

/**
 * Four people click Approve on all cards at the same moment, one of them twice, and Slack delivers some clicks
 * again: to replicas of the bot. Then each agent calls its tool three times at once.
 */
export async function clickAtOnce(options: {
  readonly transport: "http" | "socket";
  readonly replicas: number;
  readonly requests: number;
}): Promise<ClickFigures> {
  const { transport } = options;
  const house = await openBotHouse();
  const { simulator, workspace, sallyport } = house;
  try {
    const [fay, finn, olga, ana] = await Promise.all(
      (["fay", "finn", "olga", "ana"] as const).map((name) => house.addPerson(name)),
    );
    if (!fay || !finn || !olga || !ana) throw new TypeError("Four people are needed.");
    const asked = await Promise.all(Array.from({ length: options.requests }, () => house.ask()));
    const bots = await Promise.all(Array.from({ length: options.replicas }, () => house.startBot(transport)));
    const urls = bots.map(({ port }) => `http://127.0.0.1:${port}/slack/events`);
    simulator.connect(transport === "socket" ? "socket" : urls);

    const payloads = asked.flatMap(({ request }) =>
      [fay, finn, olga, ana, fay].map((user) =>
        simulator.clickPayload(user, house.cardOf(request), "sallyport.approve"),
      ),
    );
    // Everything is signed before the first is sent: that is Slack's work, on Slack's machines.
    const signed = payloads.map((payload) => signRequest(workspace, encode("interactive", payload)));
    const deliveries =
      transport === "socket"
        ? payloads.map((payload) => () => simulator.send("interactive", payload))
        : [
            ...signed.map((request, index) => () => send(urls[index % urls.length] ?? "", request)),
            // Slack has lost the answer and sends the very same bytes again, to every replica.
            ...signed
              .filter((_, index) => index % 5 === 0)
              .flatMap((request) => urls.map((url) => () => send(url, request))),
          ];
    const acknowledgements = await Promise.all(deliveries.map((deliver) => deliver()));
    await until(() => workspace.ephemerals.length >= payloads.length, "an answer to every click");

    const votes = await Promise.all(
      asked.map(async ({ request: { id } }) => ({
        state: await sallyport.approvals.state(id),
        approvers: (await sallyport.approvals.decisions(id)).map(({ approver }) => approver),
      })),
    );
    await Promise.all(asked.flatMap(({ run }) => [run(), run(), run()]));
    return {
      clicks: payloads.length,
      acknowledgements: acknowledgements.map(({ tookMs }) => tookMs),
      unacknowledged: acknowledgements.filter(({ status }) => status !== 200).length,
      silent: Math.max(0, payloads.length - workspace.ephemerals.length),
      misdecided: votes.filter(
        ({ state, approvers }) =>
          state !== "approved" ||
          new Set(approvers).size !== approvers.length ||
          approvers.some((each) => each === "ana" || each === "olga"),
      ).length,
      doubleExecutions: house.effects.length - new Set(house.effects).size,
    };
  } finally {
    await house.close();
  }
}
