import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { text as readText } from "node:stream/consumers";
import type { Sockets } from "./sockets.ts";
import type { SimulatedWorkspace } from "./workspace.ts";

/** What the app answered to something that Slack sent. */
export interface Acknowledgement {
  readonly status: number;
  /** What the answer said, such as a modal to show next. */
  readonly payload: unknown;
  readonly tookMs: number;
}

/** How Slack reaches the app. */
export type Transport = (
  type: "interactive" | "events_api" | "slash_commands",
  payload: object,
) => Promise<Acknowledgement>;

export interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A request as Slack signs it; tests also make wrong ones. */
export function signRequest(
  workspace: SimulatedWorkspace,
  body: string,
  {
    at = Date.now(),
    secret = workspace.signingSecret,
  }: { readonly at?: number; readonly secret?: string } = {},
): SignedRequest {
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    body,
    headers: {
      "content-type": body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
    },
  };
}

/**
 * Over a connection of its own, as at a burst. By `node:http`: `fetch` takes two milliseconds of this machine for each
 * of a hundred at once, which Slack's own machines would, and which are not the app's.
 */
export function send(url: string, { body, headers }: SignedRequest): Promise<Acknowledgement> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const length = { "content-length": Buffer.byteLength(body) };
    const sent = httpRequest(url, { method: "POST", agent: false, headers: { ...headers, ...length } });
    sent.once("error", reject).once("response", async (response) => {
      const tookMs = performance.now() - started;
      const text = await readText(response).catch(reject);
      const payload: unknown = text?.startsWith("{") ? JSON.parse(text) : undefined;
      resolve({ status: response.statusCode ?? 0, payload, tookMs });
    });
    sent.end(body);
  });
}

/** Signed requests to any of the app's replicas in turn. */
export function overHttp(workspace: SimulatedWorkspace, urls: readonly string[]): Transport {
  let next = 0;
  return (type, payload) => {
    const body = encode(type, payload);
    return send(urls[next++ % urls.length] ?? "", signRequest(workspace, body));
  };
}

export function encode(type: Parameters<Transport>[0], payload: object): string {
  if (type === "events_api") return JSON.stringify(payload);
  if (type === "interactive") return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(payload as Record<string, string>).toString();
}

export function overSocket(sockets: Sockets): Transport {
  return async (type, payload) => {
    const started = performance.now();
    const answer = await sockets.send(type, payload);
    return { status: 200, payload: answer, tookMs: performance.now() - started };
  };
}
