import { acceptTool, type Digest } from "@sallyport/sdk";
import { InvalidArgumentError } from "commander";
import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { findTool } from "../../find-tool.ts";

export const addToolsAcceptCommand: AddCommand = (parent, runner) => {
  parent
    .command("accept")
    .summary("let a changed tool run again")
    .description(
      "Accepts a changed tool exactly as tools diff showed it, by the digest that it printed: should the tool have changed again meanwhile, this is refused with 1. It leaves a receipt.",
    )
    .argument("<tool>", "its name")
    .requiredOption("--digest <digest>", "what tools diff printed", parseDigest)
    .option("--by <person>", "who accepts it", "command-line")
    .addHelpText("after", "\nExample:\n  sallyport tools accept send_mail --digest sha256:9f2c… --by priya")
    .action((name: string, { digest, by }: { digest: Digest; by: string }) =>
      runner.opened(async ({ sallyport, terminal }) => {
        const { storage, ledger } = sallyport;
        await findTool(sallyport, name);
        await acceptTool({ storage, ledger, name, digest, by });
        if (terminal.isJson) terminal.printJson({ name, digest, by });
        else terminal.print(`${name} is accepted and may run.`);
        return exitCode.ok;
      }),
    );
};

function parseDigest(text: string): Digest {
  if (/^sha256:[0-9a-f]{64}$/.test(text)) return text as Digest;
  throw new InvalidArgumentError("It takes the digest that tools diff printed, sha256:…");
}
