import type { SocketModeReceiver } from "@slack/bolt";
import * as z from "zod/v4";
import type { Logger } from "../log.ts";
import type { Delivery, Intake } from "./intake.ts";
import { isSlackPayload } from "./payload.ts";

const enveloped = { envelope_id: z.string().min(1) };
const envelope = z.union([
  z.looseObject({ type: z.enum(["hello", "disconnect"]) }),
  z.looseObject({
    ...enveloped,
    type: z.enum(["interactive", "slash_commands"]),
    payload: z.unknown().refine(isSlackPayload),
  }),
  z.looseObject({
    ...enveloped,
    type: z.literal("events_api"),
    payload: z.looseObject({ event: z.looseObject({}) }).refine(isSlackPayload),
  }),
]);

/** The same for what comes over a socket, which Bolt's client looks into before anybody could catch what it throws. */
export function guardSocket(
  { client }: SocketModeReceiver,
  { intake, logger }: { readonly intake: Intake; readonly logger: Logger },
): void {
  const handlers = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, ...rest: unknown[]) => {
    if (!isEnvelope(data)) return logger.warn("an envelope was refused before it was looked at");
    for (const handle of handlers) handle(data, ...rest);
  });
  client.removeAllListeners("slack_event");
  client.on("slack_event", ({ body, ack }: { body: object; ack: Delivery["acknowledge"] }) => {
    void intake({ body, acknowledge: ack }).catch((error: unknown) =>
      logger.error({ error }, "an envelope was not handled"),
    );
  });
}

function isEnvelope(data: unknown): boolean {
  try {
    return typeof data === "string" && envelope.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}
