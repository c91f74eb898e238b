import { type Logger as BoltLogger, LogLevel } from "@slack/bolt";
import { type Logger, pino } from "pino";

export type { Logger };

/** Keys under which libraries may log what nobody should read in a log. */
const secretKeys = ["token", "authorization", "body", "headers", "payload", "view", "blocks", "response_url"];

/** JSON lines on standard output. Tokens, payloads and messages never get in. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: { app: "approval-bot" },
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[not logged]" },
    serializers: { error: describeError },
  });
}

/** Its name and code: a library's error may carry the whole request, with token and arguments. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, data } = error as { code?: unknown; data?: { error?: unknown } };
  return {
    name: error.name,
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof data?.error === "string" ? { slack: data.error } : {}),
    stack: error.stack?.split("\n").slice(1, 5).join("\n"),
  };
}

/** Bolt's own messages, as text only and without what looks like a token. */
export function boltLogger(logger: Logger): BoltLogger {
  const write =
    (level: "debug" | "info" | "warn" | "error") =>
    (...parts: unknown[]) =>
      logger[level]({ from: "bolt" }, parts.filter(isText).join(" ").replace(tokens, "[token]"));
  return {
    debug: write("debug"),
    info: write("debug"),
    warn: write("warn"),
    error: write("error"),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}

const isText = (part: unknown): part is string => typeof part === "string";
const tokens = /x(?:ox[a-z]|app)-[\w-]+/g;
