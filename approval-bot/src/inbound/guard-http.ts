import type { IncomingMessage } from "node:http";
import { type Logger as BoltLogger, type HTTPReceiver, HTTPModuleFunctions as http } from "@slack/bolt";
import { isSlackPayload } from "./payload.ts";

/** Slack's payloads are far smaller. */
export const bodyLimit = 1_000_000;
const path = "/slack/events";

/** Lets only what Slack signed, and is one of its payloads, come to Bolt's routing; the rest gets 400, 401 or 413. */
export function guardHttp(receiver: HTTPReceiver, signingSecret: string, logger: BoltLogger): void {
  const bolt = receiver.requestListener;
  receiver.requestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (request.method !== "POST" || pathname !== path) return bolt(request, response);
    void judge(request, signingSecret).then((status) => {
      if (status === 200) return bolt(request, response);
      logger.warn(`a request was refused before it was looked at: ${status}`);
      response.writeHead(status).end();
    });
  };
}

async function judge(request: IncomingMessage, signingSecret: string): Promise<200 | 400 | 401 | 413> {
  let verified: Awaited<ReturnType<typeof http.parseAndVerifyHTTPRequest>>;
  try {
    // Bolt finds the body read already, and verifies it once more.
    verified = await http.parseAndVerifyHTTPRequest({ signingSecret, bodyLimit }, request);
  } catch (error) {
    return http.isRawBodyError(error) ? 413 : 401;
  }
  try {
    return isSlackPayload(http.parseHTTPRequestBody(verified)) ? 200 : 400;
  } catch {
    return 400;
  }
}
