import { createRedactor } from "@sallyport/sdk";
import { type Logger as BoltLogger, LogLevel } from "@slack/bolt";
import { type DestinationStream, destination, type Logger, pino } from "pino";

export type { Logger };

/** Keys under which libraries may log what nobody should read in a log. */
const secretKeys = ["token", "authorization", "body", "headers", "payload", "view", "blocks", "response_url"];

/** JSON lines on standard output. Tokens, payloads and messages never get in. */
export function createLogger(level: string, out: DestinationStream = destination(1)): Logger {
  const paths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
  return pino(
    {
      level,
      base: { app: "approval-bot" },
      redact: { paths, censor: "[not logged]" },
      serializers: { error: describeError },
    },
    out,
  );
}

/** Its name and code, and where it arose: a library's message may carry the whole request, with token and arguments. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, data } = error as { code?: unknown; data?: { error?: unknown } };
  return {
    name: plain(error.name),
    ...(typeof code === "string" ? { code: plain(code) } : {}),
    ...(typeof data?.error === "string" ? { slack: plain(data.error) } : {}),
    stack: framesOf(error).slice(0, 4).join("\n"),
  };
}

/** The stack begins with the message, which may have lines of its own, and ones that look like frames. */
function framesOf({ stack = "", message }: Error): readonly string[] {
  const at = stack.indexOf(message);
  const frames = at === -1 ? "" : stack.slice(at + message.length);
  return frames.split("\n").filter((line) => /^\s+at [^\s]/.test(line));
}

/** Whatever a library puts there: a word, and no text. */
const plain = (word: string) => (/^[\w.:-]{1,64}$/.test(word) ? word : "[not logged]");

const redactor = createRedactor();

/** For whoever starts the bot: what went wrong, without the personal data and secrets in it. */
export function tellError(error: unknown): string {
  if (!(error instanceof Error)) return "The bot could not start.";
  return redactFor("answer", `${error.name}: ${error.message}`);
}

/** What can't be redacted isn't told; the bot goes on. */
function redactFor(sink: "log" | "answer", text: string): string {
  try {
    return redactor.redact(text, { sink }).text;
  } catch {
    return "[not logged]";
  }
}

/** Bolt's own messages, as text only, redacted, and without what looks like a token. */
export function boltLogger(logger: Logger): BoltLogger {
  const write =
    (level: "debug" | "info" | "warn" | "error") =>
    (...parts: unknown[]) => {
      if (!logger.isLevelEnabled(level)) return;
      const text = parts.filter(isText).map(withoutPayload).join(" ").replace(tokens, "[token]");
      logger[level]({ from: "bolt" }, redactFor("log", text));
    };
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

/** It writes requests and answers into its texts, with whole messages and people's profiles. */
const withoutPayload = (text: string) => text.replace(/\{.*$/s, "[not logged]");
const isText = (part: unknown): part is string => typeof part === "string";
const tokens = /x(?:ox[a-z]|app)-[\w-]+/g;
