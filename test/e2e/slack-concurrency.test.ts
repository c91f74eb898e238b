import { expect, it } from "vitest";
import { encode, send, signRequest } from "../slack-simulator/transport.ts";
import { openSlackWorld, until } from "./slack/world.ts";

const people = ["fay", "finn", "gus", "ana"];
const requests = 20;

it.each(["http", "socket"] as const)(
  "[G2] 100 clicks at once on 20 requests, two replicas, over %s: each is answered, decided once and run once",
  async (transport) => {
    const world = await openSlackWorld({ transport, replicas: 2 });
    try {
      const users = await Promise.all(people.map((name) => world.addPerson(name)));
      const asked = await Promise.all(
        Array.from({ length: requests }, (_, index) =>
          world.ask({ order: String(10_000 + index), amount: 100 }),
        ),
      );
      const cards = await Promise.all(asked.map(({ request }) => world.card(request)));

      // Everybody on every card; and of the first twenty, Slack delivers the same bytes to both replicas.
      const clicks = cards.flatMap((card) =>
        users.map((user) => world.simulator.clickPayload(user, card, "sallyport.approve")),
      );
      const twice = transport === "http" ? clicks.slice(0, requests) : [];
      const sent = [
        ...clicks.map((payload) => world.simulator.send("interactive", payload)),
        ...twice.flatMap((payload) => {
          const request = signRequest(world.workspace, encode("interactive", payload));
          return world.urls().map((url) => send(url, request));
        }),
      ];
      const acknowledged = await Promise.all(sent);
      expect(acknowledged.every(({ status }) => status === 200)).toBe(true);

      await until(() => world.workspace.ephemerals.length >= clicks.length, "an answer to every click");
      expect(world.workspace.ephemerals.length).toBe(clicks.length);
      for (const { request } of asked) {
        expect(await world.state(request)).toBe("approved");
        const decisions = await world.sallyport.approvals.decisions(request.id);
        expect(decisions.every(({ approver }) => approver === "fay" || approver === "finn")).toBe(true);
      }

      // Both replicas' approvals hear of it; the gate's callers all come at once, and several times.
      const results = await Promise.all(asked.flatMap(({ run }) => [run(), run(), run()]));
      expect(results.filter(({ type }) => type === "executed")).toHaveLength(requests);
      expect(world.effects).toHaveLength(requests);
    } finally {
      await world.close();
    }
  },
);
