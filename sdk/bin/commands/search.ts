import type { AddCommand } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { findPerson } from "../find-person.ts";
import { parseCount } from "../option-values.ts";
import { startPersonSession } from "../person-session.ts";

export const addSearchCommand: AddCommand = (parent, runner) => {
  parent
    .command("search")
    .summary("search as a person would")
    .description(
      "Searches what a person may read and nothing else, redacted for them, and says which policies permitted it. The search leaves a receipt.",
    )
    .argument("<query...>", "what to look for")
    .requiredOption("--as <person>", "id, or tenant/id")
    .option("-k <count>", "how many passages", parseCount, 5)
    .addHelpText("after", '\nExample:\n  sallyport search --as maya "refund for a damaged delivery"')
    .action((words: string[], options: { as: string; k: number }) =>
      runner.opened(async ({ sallyport, people, terminal }) => {
        const session = await startPersonSession(sallyport, findPerson(people, options.as));
        const searching = session.search(words.join(" "), { k: options.k });
        const { receipt, ...result } = await terminal.during("searching", searching);
        if (terminal.isJson) {
          terminal.printJson({ ...result, receipt: receipt.id });
          return exitCode.ok;
        }
        for (const { score, title, source, label, integrity, text } of result.hits) {
          const about = `${source} · ${label.classification}, ${integrity} · ${score.toFixed(3)}`;
          terminal.print(`${terminal.style("bold", title)}  ${terminal.style("dim", about)}`);
          terminal.print(`  ${excerpt(text)}`);
          terminal.print("");
        }
        const policies = result.policies.map(({ id }) => id).join(", ") || "none permits anything";
        terminal.say(
          `${result.hits.length} of the passages under ${result.permittedLabels} permitted labels. Policies: ${policies}. Receipt: ${receipt.id}`,
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
