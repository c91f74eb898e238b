import { createRedactor, SallyportError } from "@sallyport/sdk";
import { CommanderError } from "commander";
import { type ExitCode, exitCode } from "./exit-code.ts";
import type { CliHost } from "./host.ts";
import type { Terminal } from "./terminal.ts";

/** Names that somebody mistyped, and files that they wrote wrongly. */
const usageCodes = new Set([
  "ERR_IDENTITY_AGENT_UNKNOWN",
  "ERR_IDENTITY_DIRECTORY",
  "ERR_IDENTITY_REVOCATION_UNKNOWN",
  "ERR_INGEST_MANIFEST",
  "ERR_INGEST_TENANT",
  "ERR_INGEST_UNKNOWN_DOCUMENT",
  "ERR_POLICY_TESTS",
  "ERR_RECEIPTS_NOT_FOUND",
  "ERR_RECEIPTS_ORIGIN",
]);

/** Tells what went wrong and what to do about it, and returns the exit code for it. */
export function reportError(error: unknown, terminal: Terminal, host: CliHost): ExitCode {
  if (error instanceof CommanderError) return reportUsage(error, terminal);
  if (host.signal.aborted) {
    terminal.say("Stopped.");
    return exitCode.interrupted;
  }
  if (SallyportError.isInstance(error)) {
    const { code, message, hint } = error;
    if (terminal.isJson) terminal.printJson({ error: { code, message, hint } });
    else terminal.sayLines([`${code}: ${message}`, ...(hint === undefined ? [] : [hint])].join("\n"));
    return exitCodeFor(code);
  }
  // Not ours, so it may hold anything: a connection string, an address with its token.
  const unexpected = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = redact(unexpected);
  if (terminal.isJson) terminal.printJson({ error: { code: "ERR_CLI_UNEXPECTED", message } });
  else terminal.sayLines(message);
  return exitCode.failedCheck;
}

function redact(text: string): string {
  try {
    return createRedactor().redact(text, { sink: "answer" }).text;
  } catch {
    return "Something failed, and what it says can't be shown: redaction failed as well.";
  }
}

/** Commander has printed its message; help and version end this way too. */
function reportUsage({ exitCode: status, message }: CommanderError, terminal: Terminal): ExitCode {
  if (status === 0) return exitCode.ok;
  if (terminal.isJson) terminal.printJson({ error: { code: "ERR_CLI_USAGE", message } });
  return exitCode.usage;
}

function exitCodeFor(code: string): ExitCode {
  if (code === "ERR_IDENTITY_REVOKED") return exitCode.denied;
  if (/^ERR_(CLI|CONFIG)_/.test(code) || usageCodes.has(code)) return exitCode.usage;
  return exitCode.failedCheck;
}
