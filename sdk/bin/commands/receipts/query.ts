import { queryReceipts, type Receipt, type ReceiptType, receiptTypes, type Sallyport } from "@sallyport/sdk";
import { Option } from "commander";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { findDocument } from "../../find-document.ts";
import { parseCount, parseTime } from "../../option-values.ts";
import { renderTable } from "../../table.ts";

interface QueryOptions {
  readonly person?: string;
  readonly agent?: string;
  readonly tool?: string;
  readonly document?: string;
  readonly session?: string;
  readonly tenant?: string;
  readonly type?: ReceiptType;
  readonly since?: number;
  readonly until?: number;
  readonly limit: number;
}

export const addReceiptsQueryCommand: AddCommand = (parent, runner) => {
  parent
    .command("query")
    .summary("receipts by person, agent, tool, document or time")
    .description("Lists receipts that have all of what is asked for, newest first.")
    .option("--person <id>", "who started it, approved it, revoked something or was revoked")
    .option("--agent <id>", "an agent of the chain")
    .option("--tool <name>", "the tool that was called")
    .option("--document <document>", "read, ingested or held back: its path, or its id")
    .option("--session <id>", "one run")
    .option("--tenant <tenant>", "of this tenant alone")
    .addOption(new Option("--type <type>", "what happened").choices(receiptTypes))
    .option("--since <time>", "from this day or moment on (UTC)", parseTime)
    .option("--until <time>", "before this day or moment (UTC)", parseTime)
    .option("--limit <count>", "the newest that many", parseCount, 100)
    .addHelpText(
      "after",
      "\nExample:\n  sallyport receipts query --agent success-agent --tool issue_refund --since 2026-11-23",
    )
    .action((options: QueryOptions) =>
      runner.opened(async ({ sallyport, terminal }) => {
        const { document } = options;
        const receipts = await queryReceipts(sallyport.storage, {
          ...options,
          ...(document === undefined ? {} : { document: await documentId(sallyport, document) }),
        });
        if (terminal.isJson) terminal.printJson(receipts);
        else if (receipts.length === 0) terminal.say("No receipt has all of that.");
        else terminal.printLines(renderTable(receipts.map(rowOf)));
        if (receipts.length === options.limit)
          terminal.say(`The newest ${options.limit}; --limit shows more.`);
        return exitCode.ok;
      }),
    );
};

/** An id may be that of a document which is long deleted. */
async function documentId(sallyport: Sallyport, name: string): Promise<string> {
  return name.startsWith("doc_") ? name : (await findDocument(sallyport, name)).id;
}

function rowOf({ id, at, type, principal, agents = [], decision, facts = {}, session }: Receipt): string[] {
  const subject = [facts.tool, facts.document].find((name) => typeof name === "string");
  return [
    new Date(at).toISOString().replace("T", " "),
    id,
    type,
    [principal, ...agents].filter(Boolean).join(" → "),
    [subject, decision?.outcome].filter(Boolean).join(" "),
    session ?? "",
  ];
}
