import type { AddCommand } from "../../command.ts";
import { exitCode } from "../../exit-code.ts";
import { parseDuration } from "../../option-values.ts";

interface PruneOptions {
  readonly tenant: string;
  readonly olderThan: number;
  readonly reason: string;
}

export const addReceiptsPruneCommand: AddCommand = (parent, runner) => {
  parent
    .command("prune")
    .summary("forget the facts of old receipts; the chain stays verifiable")
    .description(
      "Forgets what a tenant's old receipts say about arguments, documents and previews. Who, which agent, what authority and which policy stay, and verify. The pruning is a receipt itself. It cannot be undone.",
    )
    .requiredOption("--tenant <tenant>", "whose receipts")
    .requiredOption("--older-than <duration>", "for example 90d", parseDuration)
    .requiredOption("--reason <text>", "why, for the record")
    .addHelpText(
      "after",
      '\nExample:\n  sallyport receipts prune --tenant northwind --older-than 90d --reason "90 days"',
    )
    .action(({ tenant, olderThan, reason }: PruneOptions) =>
      runner.opened(async ({ sallyport, terminal }) => {
        const before = Date.now() - olderThan;
        const pruning = sallyport.ledger.pruneFacts({ tenant, before, reason });
        const receipt = await terminal.during("pruning", pruning);
        if (terminal.isJson) terminal.printJson(receipt);
        else terminal.print(`pruned  facts of ${tenant} from before ${new Date(before).toISOString()}`);
        return exitCode.ok;
      }),
    );
};
