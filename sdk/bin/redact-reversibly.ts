import { extname } from "node:path";
import { type Principal, SallyportError } from "@sallyport/sdk";
import type { Reveal } from "@sallyport/sdk/redaction";
import type { CliErrorCode } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import { findPerson } from "./find-person.ts";
import { readTextFile } from "./read-text-file.ts";
import { parseJson, printRedaction, redactFile } from "./redact-file.ts";

interface Options {
  readonly as?: string;
  readonly check?: boolean;
  readonly explain?: boolean;
}

/** Leaves tokens in texts, as for a model, and keeps the values in the vault under a name. */
export async function takeOut(
  { sallyport, host, people, terminal }: CommandContext,
  files: readonly string[],
  name: string,
  options: Options,
): Promise<ExitCode> {
  const reader = personOf(people, options.as);
  const tokens = await sallyport.openTokens(reader.tenant, name);
  const results = [];
  for (const file of files) {
    const text = await readTextFile(file, host);
    const result = redactFile(file, text, sallyport.redactor, { sink: "context", tokens });
    // Durable before it is shown: a token of which the value is lost is worth nothing.
    await tokens.flush();
    results.push({ file, spans: result.findings, text: result.redacted });
    if (!terminal.isJson) printRedaction(result, options, terminal);
  }
  if (terminal.isJson) terminal.printJson(results);
  return exitCode.ok;
}

/** Puts back what was kept under a name, as far as the policies reveal it to this person. */
export async function restoreFile(
  { sallyport, host, people, terminal }: CommandContext,
  files: readonly string[],
  name: string,
  { as }: Options,
): Promise<ExitCode> {
  const reader = personOf(people, as);
  const { tenant, id: principal } = reader;
  const tokens = await sallyport.openTokens(tenant, name);
  const onReveal = async ({ types }: Reveal) => {
    await sallyport.ledger.append({
      type: "values-revealed",
      tenant,
      principal,
      revoke: [`user:${principal}`],
      facts: { sink: "answer", scope: name, types },
    });
  };
  const options = { sink: "answer", reader, tokens, onReveal } as const;
  const results = [];
  for (const file of files) {
    const written = await readTextFile(file, host);
    const json = extname(file) === ".json" ? parseJson(written) : undefined;
    let unknown = 0;
    const restore = async (text: string) => {
      const restoration = await sallyport.redactor.restore(text, options);
      unknown += restoration.unknown;
      return restoration.text;
    };
    // A value may hold what JSON has to escape.
    const text =
      json === undefined
        ? await restore(written)
        : `${JSON.stringify(await inJson(json, restore), null, 2)}\n`;
    results.push({ file, text, unknown });
    if (!terminal.isJson) terminal.printExactly(text);
    if (unknown > 0) terminal.say(`${file}: ${unknown} tokens are not among what ${name} keeps`);
  }
  if (terminal.isJson) terminal.printJson(results);
  return exitCode.ok;
}

async function inJson(value: unknown, restore: (text: string) => Promise<string>): Promise<unknown> {
  if (typeof value === "string") return restore(value);
  if (typeof value !== "object" || value === null) return value;
  const entries: [string, unknown][] = [];
  for (const [key, child] of Object.entries(value))
    entries.push([await restore(key), await inJson(child, restore)]);
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

function personOf(people: readonly Principal[], name: string | undefined): Principal {
  if (name !== undefined) return findPerson(people, name);
  throw new SallyportError<CliErrorCode>({
    code: "ERR_CLI_PERSON",
    message: "Tokens belong to a tenant, and are restored for somebody: nobody is named.",
    hint: "Add --as PERSON.",
  });
}
