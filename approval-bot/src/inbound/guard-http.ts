import type { IncomingMessage, ServerResponse } from "node:http";
import { type HTTPReceiver, HTTPModuleFunctions as http } from "@slack/bolt";
import type { Logger } from "../log.ts";
import type { Intake } from "./intake.ts";
import { isSlackPayload } from "./payload.ts";

/** Slack's payloads are far smaller. */
const bodyLimit = 1_000_000;
const path = "/slack/events";

/**
 * Hands what Slack signed, and is one of its payloads, to the intake; the rest gets 400, 401 or 413. Bolt would look
 * into it without asking, and verify it after all that it does for its listeners.
 */
export function guardHttp(
  receiver: HTTPReceiver,
  options: { readonly signingSecret: string; readonly intake: Intake; readonly logger: Logger },
): void {
  const { signingSecret, intake, logger } = options;
  const bolt = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (request.method !== "POST" || pathname !== path) return bolt(request, response);
    void take(request, response).catch((error: unknown) => {
      logger.error({ error }, "a request was not handled");
      if (!response.headersSent) response.writeHead(500).end();
    });
  };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readPayload(request, signingSecret);
    if (typeof body === "number") {
      logger.warn(`a request was refused before it was looked at: ${body}`);
      return void response.writeHead(body).end();
    }
    if ("ssl_check" in body) return http.buildSSLCheckResponse(response);
    if ("challenge" in body) return http.buildUrlVerificationResponse(response, body);
    const isTaken = await intake({
      body,
      sentAt: Number(request.headers["x-slack-request-timestamp"]),
      acknowledge: async (content) => {
        if (!response.headersSent) http.buildContentResponse(response, content);
      },
    });
    // Taken, and no listener was there to acknowledge it.
    if (!response.headersSent) response.writeHead(isTaken ? 404 : 401).end();
  }
}

/** What Slack sent, or with which status it is refused. */
async function readPayload(
  request: IncomingMessage,
  signingSecret: string,
): Promise<object | 400 | 401 | 413> {
  let verified: Awaited<ReturnType<typeof http.parseAndVerifyHTTPRequest>>;
  try {
    verified = await http.parseAndVerifyHTTPRequest({ signingSecret, bodyLimit }, request);
  } catch (error) {
    return http.isRawBodyError(error) ? 413 : 401;
  }
  try {
    const body: unknown = http.parseHTTPRequestBody(verified);
    return isSlackPayload(body) ? body : 400;
  } catch {
    return 400;
  }
}
