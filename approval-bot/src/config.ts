import type { Escalation } from "@sallyport/sdk";
import { z } from "zod/v4";

/** Slack's own API, or a stand-in for it on this very host; never another host without TLS. */
const apiUrl = z.url().refine((url) => {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}, "has to be https, or on this host");

/** A channel, and its workspace where there are several. */
export interface Destination {
  readonly team?: string;
  readonly channel: string;
}

const destination = /^(?:(?<team>T[A-Z0-9]{2,})\/)?(?<channel>[CG][A-Z0-9]{2,})$/;

function readDestination(text: string): Destination | undefined {
  const { team, channel } = destination.exec(text)?.groups ?? {};
  return channel === undefined ? undefined : { channel, ...(team === undefined ? {} : { team }) };
}

/** "aldermoor=C0123456789, quillhaven=T0123456789/C0987654321" */
const channels = z.string().transform((text, context) => {
  const pairs = text.split(",").map((pair) => {
    const [tenant = "", to = "", ...more] = pair.trim().split("=");
    return [tenant, more.length === 0 && tenant !== "" ? readDestination(to) : undefined] as const;
  });
  const known = pairs.flatMap(([tenant, to]) => (to === undefined ? [] : [[tenant, to] as const]));
  if (known.length === pairs.length) return new Map(known);
  context.addIssue("has to be tenant=CHANNEL or tenant=TEAM/CHANNEL pairs, separated by commas");
  return z.NEVER;
});

const auditChannel = z.string().transform((text, context) => {
  const to = readDestination(text);
  if (to !== undefined) return to;
  context.addIssue("has to be a channel's id, such as C0123456789 or T0123456789/C0123456789");
  return z.NEVER;
});

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

const installationKey = z
  .base64("has to be 32 random bytes in base64")
  .transform((text) => Buffer.from(text, "base64"))
  .refine((bytes) => bytes.length === 32, "has to be 32 random bytes in base64");

const common = {
  SLACK_BOT_TOKEN: z.string().startsWith("xoxb-", "has to start with xoxb-").optional(),
  SLACK_APP_ID: z.string().regex(/^A[A-Z0-9]{2,}$/, "has to be the app's id, such as A0123456789"),
  SLACK_CHANNELS: channels,
  SLACK_AUDIT_CHANNEL: auditChannel.optional(),
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
    SLACK_CLIENT_ID: z.string().min(1).optional(),
    SLACK_CLIENT_SECRET: z.string().min(16, "has to be the app's client secret").optional(),
    SLACK_REDIRECT_URL: z
      .url({ protocol: /^https$/ })
      .endsWith("/slack/oauth_redirect")
      .optional(),
    SALLYPORT_INSTALLATION_KEY: installationKey.optional(),
  }),
  z.object({
    ...common,
    SLACK_MODE: z.literal("socket"),
    SLACK_APP_TOKEN: z.string().startsWith("xapp-", "has to start with xapp-"),
  }),
]);

/** The environment, checked. It holds secrets: never log it. */
export type BotConfig = Readonly<z.infer<typeof schema>>;

/** How workspaces install the app by themselves. */
export interface OAuth {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUrl: string;
  /** Seals the tokens in the database. */
  readonly key: Buffer;
}

/** Undefined where the configuration has the one workspace's token. */
export function oauthOf(config: BotConfig): OAuth | undefined {
  if (config.SLACK_MODE !== "http") return undefined;
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = config;
  const { SLACK_REDIRECT_URL: redirectUrl, SALLYPORT_INSTALLATION_KEY: key } = config;
  if (clientId === undefined || clientSecret === undefined || redirectUrl === undefined || key === undefined)
    return undefined;
  return { clientId, clientSecret, redirectUrl, key };
}

/** What is wrong with the environment, by variable; never a value. */
export class ConfigError extends Error {}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): BotConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse({ SLACK_MODE: "http", ...given });
  const problems = (parsed.error?.issues ?? []).map(({ path, message }) => {
    const name = String(path[0]);
    return given[name] === undefined && name !== "SLACK_MODE"
      ? `  ${name} is missing`
      : `  ${name} ${name === "SLACK_MODE" ? "has to be http or socket" : message}`;
  });
  const missing = missingForInstallation(given).map((name) => `  ${name} is missing`);
  if (parsed.success && missing.length === 0) return parsed.data;
  throw new ConfigError(
    `The environment is not complete:\n${[...problems, ...missing].join("\n")}\nSee approval-bot/.env.sample.`,
  );
}

/** One workspace by its token, or several by OAuth, over HTTP, each channel with its workspace. */
function missingForInstallation(given: Readonly<Record<string, string | undefined>>): readonly string[] {
  if (given.SLACK_CLIENT_ID === undefined || given.SLACK_MODE === "socket")
    return given.SLACK_BOT_TOKEN === undefined ? ["SLACK_BOT_TOKEN"] : [];
  const needed = ["SLACK_CLIENT_SECRET", "SLACK_REDIRECT_URL", "SALLYPORT_INSTALLATION_KEY"];
  const hasTeams = [given.SLACK_CHANNELS, given.SLACK_AUDIT_CHANNEL].every((text) =>
    (text ?? "").split(",").every((each) => each === "" || each.includes("/")),
  );
  return [
    ...needed.filter((name) => given[name] === undefined),
    ...(hasTeams
      ? []
      : ["The workspace of a channel (TEAM/CHANNEL) in SLACK_CHANNELS or SLACK_AUDIT_CHANNEL"]),
  ];
}
