import type { Escalation } from "@sallyport/sdk";
import { z } from "zod/v4";

/** Slack's own API, or a stand-in for it on this very host; never another host without TLS. */
const apiUrl = z.url().refine((url) => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}, "has to be https, or on this host");

/** "aldermoor=C0123456789, quillhaven=C0987654321" */
const channels = z
  .string()
  .regex(
    /^\s*[^=,\s]+=[CG][A-Z0-9]{2,}(?:\s*,\s*[^=,\s]+=[CG][A-Z0-9]{2,})*\s*$/,
    "has to be tenant=CHANNEL pairs, separated by commas",
  )
  .transform((text) => new Map(text.split(",").map((pair) => pair.trim().split("=") as [string, string])));

/** "finance-approvers=finance-leads, support=finance-approvers" */
const escalation = z
  .string()
  .regex(
    /^\s*[^=,\s]+=[^=,\s]+(?:\s*,\s*[^=,\s]+=[^=,\s]+)*\s*$/,
    "has to be group=group pairs, separated by commas",
  )
  .transform(
    (text) => Object.fromEntries(text.split(",").map((pair) => pair.trim().split("="))) as Escalation,
  );

const common = {
  SLACK_BOT_TOKEN: z.string().startsWith("xoxb-", "has to start with xoxb-"),
  SLACK_APP_ID: z.string().regex(/^A[A-Z0-9]{2,}$/, "has to be the app's id, such as A0123456789"),
  SLACK_CHANNELS: channels,
  SLACK_AUDIT_CHANNEL: z
    .string()
    .regex(/^[CG][A-Z0-9]{2,}$/, "has to be a channel's id, such as C0123456789")
    .optional(),
  SALLYPORT_ESCALATION: escalation.optional(),
  SLACK_API_URL: apiUrl.default("https://slack.com/api/"),
  SALLYPORT_HOME: z.string().min(1).default(".sallyport"),
  SALLYPORT_DIRECTORY: z.string().min(1),
  SALLYPORT_POLICIES: z.string().min(1).optional(),
  SALLYPORT_BOT_KEY: z.string().min(1).default(".sallyport-bot/keys/approval-bot.json"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error"]).default("info"),
};

const schema = z.discriminatedUnion("SLACK_MODE", [
  z.object({
    ...common,
    SLACK_MODE: z.literal("http"),
    SLACK_SIGNING_SECRET: z.string().min(16, "has to be the app's signing secret"),
  }),
  z.object({
    ...common,
    SLACK_MODE: z.literal("socket"),
    SLACK_APP_TOKEN: z.string().startsWith("xapp-", "has to start with xapp-"),
  }),
]);

/** The environment, checked. It holds secrets: never log it. */
export type BotConfig = Readonly<z.infer<typeof schema>>;

/** What is wrong with the environment, by variable; never a value. */
export class ConfigError extends Error {}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): BotConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse({ SLACK_MODE: "http", ...given });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return given[name] === undefined && name !== "SLACK_MODE"
      ? `  ${name} is missing`
      : `  ${name} ${name === "SLACK_MODE" ? "has to be http or socket" : message}`;
  });
  throw new ConfigError(
    `The environment is not complete:\n${problems.join("\n")}\nSee approval-bot/.env.sample.`,
  );
}
