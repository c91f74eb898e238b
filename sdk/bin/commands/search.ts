import { InvalidArgumentError } from "commander";
import type { AddCommand } from "../command.ts";
import { findPerson } from "../command-context.ts";
import { exitCode } from "../exit-code.ts";
import { startPersonSession } from "../person-session.ts";

export const addSearchCommand: AddCommand = (program, run) => {
  program
    .command("search")
    .description(
      "search as a person would: their documents, redacted for them, with the policies that said so",
    )
    .argument("<query...>", "what to look for")
    .requiredOption("--as <person>", "id, or tenant/id")
    .option("-k <count>", "how many passages", parseCount, 5)
    .addHelpText("after", '\nExample:\n  sallyport search --as maya "refund for a damaged delivery"')
    .action((words: string[], options: { as: string; k: number }) =>
      run(async ({ sallyport, people, terminal }) => {
        const person = findPerson(people, options.as);
        const session = await startPersonSession(sallyport, person);
        const result = await session.search(words.join(" "), { k: options.k });
        if (terminal.isJson) {
          terminal.printJson({ ...result, receipt: result.receipt.id });
          return exitCode.ok;
        }
        for (const { score, title, source, label, integrity, text } of result.hits) {
          terminal.print(
            `${terminal.style("bold", title)}  ${terminal.style("dim", `${source} · ${label.classification}, ${integrity} · ${score.toFixed(3)}`)}`,
          );
          terminal.print(`  ${excerpt(text)}\n`);
        }
        terminal.say(
          `${result.hits.length} of the passages under ${result.permittedLabels} permitted labels. ` +
            `Policies: ${result.policies.map(({ id }) => id).join(", ") || "none permits anything"}. Receipt: ${result.receipt.id}`,
        );
        return exitCode.ok;
      }),
    );
};

const excerptLength = 240;

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= excerptLength ? line : `${line.slice(0, excerptLength)}…`;
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw new InvalidArgumentError("It takes 1 to 1000.");
  return count;
}
