import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSlackWorld, type SlackWorld } from "../e2e/slack/world.ts";
import { send, signRequest } from "../slack-simulator/transport.ts";
import type { SimulatedMessage, SimulatedUser } from "../slack-simulator/workspace.ts";

/** Rightly signed, and nothing that Slack sends: what is left after the secret has leaked, or Slack errs. */
const odd: readonly unknown[] = [
  ...[null, undefined, true, 0, -1, "", "text", [], [null], {}, [[]], { type: null }, { type: [] }],
  ...[
    { event: null },
    { event: 1 },
    { event: [] },
    { event: { type: null } },
    { command: null },
    { name: 1 },
  ],
  ...[{ actions: null }, { actions: [] }, { actions: [null] }, { type: "block_actions" }],
  ...[{ type: "view_submission" }, { type: "view_closed" }, { type: "shortcut" }, { type: "message_action" }],
  ...[{ type: "url_verification" }, { type: "url_verification", challenge: {} }, { ssl_check: 1 }],
  ...[{ type: "error" }, { type: "ws_message" }, { type: "disconnected" }, { type: "slack_event" }],
];

/** A real click with one part replaced. */
const parts = ["type", "api_app_id", "team", "user", "actions", "event", "command", "name"];
const values = [null, 0, "x", [], [null], {}, { id: null }, { type: null }, [{ action_id: 1 }]];

let world: SlackWorld;
let fay: SimulatedUser;
let card: SimulatedMessage;
const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);

beforeAll(() => {
  process.on("unhandledRejection", note).on("uncaughtException", note);
});
afterAll(() => {
  process.off("unhandledRejection", note).off("uncaughtException", note);
});

async function open(transport: "http" | "socket") {
  world = await openSlackWorld({ transport });
  fay = await world.addPerson("fay");
  const asked = await world.ask();
  card = await world.card(asked.request);
  return asked;
}

const click = () => world.simulator.clickPayload(fay, card, "sallyport.approve");
const twisted = () =>
  parts.flatMap((part) => values.map((value) => ({ ...click(), [part]: value }) as unknown));

/** With a path as it is; fetch would tidy it up. */
function ask(port: string, path: string): Promise<void> {
  return new Promise((resolve) => {
    const request = httpRequest({ host: "127.0.0.1", port, path, method: "POST" }, (response) => {
      response.resume().on("end", resolve);
    });
    request.on("error", () => resolve()).end("null");
  });
}

it("[G8] survives every odd body that is rightly signed, and decides nothing", async () => {
  const { request } = await open("http");
  const url = world.urls()[0] ?? "";
  try {
    const forms = [...odd, ...twisted()].map((payload) =>
      new URLSearchParams({ payload: JSON.stringify(payload) ?? "undefined" }).toString(),
    );
    const bodies = [
      ...forms,
      ...[...odd, ...twisted()].map((payload) => JSON.stringify(payload) ?? ""),
      ...["payload", "payload=a&payload=b", "payload[]=1", "command=%2Fx&command=%2Fy", "%", "{", "[", ""],
      `payload=${encodeURIComponent(`${"[".repeat(100_000)}`)}`,
    ];
    for (const body of bodies) {
      const { headers, ...rest } = signRequest(world.workspace, body);
      for (const type of ["application/json", "application/x-www-form-urlencoded"]) {
        const { status } = await send(url, { ...rest, headers: { ...headers, "content-type": type } });
        expect([200, 400, 401], body.slice(0, 80)).toContain(status);
      }
    }
    for (const path of ["//", "//[", "/slack/events/..", "/%", "http://[", "*", "/slack/events?x"])
      await ask(new URL(url).port, path);
    const flood = await send(url, signRequest(world.workspace, "x".repeat(1_100_000))).catch(() => undefined);
    expect([413, undefined]).toContain(flood?.status);

    expect(unhandled).toEqual([]);
    expect(await world.state(request)).toBe("pending");
    expect(await world.simulator.click(fay, card, "sallyport.approve")).toMatchObject({ status: 200 });
    expect(await world.answerTo(fay)).toContain("approved");
  } finally {
    await world.close();
  }
}, 60_000);

it("[G8] survives every odd envelope on a socket, and decides nothing", async () => {
  const { request } = await open("socket");
  try {
    const types = [
      "interactive",
      "events_api",
      "slash_commands",
      "error",
      "disconnected",
      "ws_message",
      null,
    ];
    const envelopes = [...odd, ...twisted()].flatMap((payload) =>
      types.map((type) =>
        JSON.stringify({ type, envelope_id: "1", accepts_response_payload: true, payload }),
      ),
    );
    const texts = [...envelopes, ...odd.map((each) => JSON.stringify(each) ?? ""), "{", "null", "[null]"];
    for (const text of texts) world.simulator.sockets.push(text);

    expect(await world.simulator.click(fay, card, "sallyport.approve")).toMatchObject({ status: 200 });
    expect(await world.answerTo(fay)).toContain("approved");
    expect(unhandled).toEqual([]);
    expect(await world.sallyport.approvals.decisions(request.id)).toHaveLength(1);
  } finally {
    await world.close();
  }
}, 60_000);
