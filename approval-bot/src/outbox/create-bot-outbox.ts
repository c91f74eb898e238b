import type { Clock, Sallyport } from "@sallyport/sdk";
import type { BotConfig } from "../config.ts";
import type { Desks } from "../desks.ts";
import type { Logger } from "../log.ts";
import { createBatches } from "./batches.ts";
import { createCards } from "./cards.ts";
import { createCheckpoints } from "./checkpoints.ts";
import { createNotices, enlistNotice } from "./notices.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { Pace, type PaceLimits, slackLimits } from "./pace.ts";
import { createResults } from "./results.ts";
import { everyTenant } from "./topic.ts";

/** All that the bot shows by itself, and where each tenant's part of it goes. */
export function createBotOutbox(options: {
  readonly config: BotConfig;
  readonly sallyport: Sallyport;
  readonly desks: Desks;
  readonly pace?: PaceLimits;
  readonly clock: Clock;
  readonly logger: Logger;
}): Outbox {
  const { config, sallyport, desks, clock, logger } = options;
  const { approvals, storage } = sallyport;
  const { SLACK_CHANNELS: destinations, SLACK_AUDIT_CHANNEL: audit } = config;
  const channels = new Map([...destinations].map(([tenant, { channel }]) => [tenant, channel] as const));
  return createOutbox({
    storage,
    approvals,
    clock,
    logger,
    pace: new Pace(options.pace ?? slackLimits, clock),
    homes: async () => (await desks.all()).map((desk) => desk.homes),
    tenants: [...destinations.keys()],
    tell: (notice) => enlistNotice(sallyport, channels, notice, clock()),
    async slackOf(tenant) {
      const to = tenant === everyTenant ? audit : destinations.get(tenant);
      const desk = to && (await desks.forTeam(to.team));
      return desk && { client: desk.client, isShared: desk.approvers.isShared };
    },
    topics: [
      createCards({ sallyport, channels }),
      createBatches(sallyport),
      createResults({ storage, approvals }),
      createNotices(sallyport, "reminder"),
      createNotices(sallyport, "escalation"),
      ...(audit === undefined ? [] : [createCheckpoints(sallyport, audit.channel, clock)]),
    ],
  });
}
