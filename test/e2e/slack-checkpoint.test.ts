import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exportLedger, serializeLedger } from "@sallyport/sdk";
import { expect, it } from "vitest";
import { run } from "../unit/cli/run.ts";
import { openSlackWorld, until } from "./slack/world.ts";

it("[G4] posts the ledger's checkpoint once a day; what is in Slack convicts a ledger that was cut", async () => {
  const world = await openSlackWorld({ isAudited: true, replicas: 2 });
  try {
    const { sallyport, home } = world;
    await world.ask();
    await world.ask({ order: "2", amount: 2 });
    const posted = () => world.workspace.messages.filter(({ channel }) => channel === world.audit.id);
    // As if a day had gone by since the one that was posted at the start.
    await until(() => posted().length === 1, "the first checkpoint");
    await sallyport.storage
      .updateTable("slack_message")
      .set({ created_at: 0 })
      .where("kind", "=", "checkpoint")
      .execute();
    await world.addBot();
    await until(() => posted().length === 2, "the next one");

    const pre = posted()[1]?.blocks.find((block) => block.type === "rich_text");
    const text = pre?.type === "rich_text" ? pre.elements[0]?.elements[0]?.text : undefined;
    const file = (name: string) => join(home, name);
    await writeFile(file("anchor.jsonl"), text ?? "");
    await writeFile(file("key.json"), JSON.stringify(sallyport.ledgerKey));
    const verify = () =>
      run(
        ["receipts", "verify", "--bundle", file("ledger.jsonl")].concat(
          ...[
            ["--key", file("key.json")],
            ["--anchor", file("anchor.jsonl")],
          ],
        ),
      );
    const bundle = await exportLedger(sallyport);
    await writeFile(file("ledger.jsonl"), [...serializeLedger(bundle)].join(""));
    expect(await verify()).toMatchObject({ code: 0 });

    // Whoever holds the ledger's key drops its end, and every checkpoint that could tell.
    const cut = { ...bundle, receipts: bundle.receipts.slice(0, 2), checkpoints: [] };
    await writeFile(file("ledger.jsonl"), [...serializeLedger(cut)].join(""));
    const { code, out } = await verify();
    expect(code).not.toBe(0);
    expect(out).toContain("truncated");
  } finally {
    await world.close();
  }
});
