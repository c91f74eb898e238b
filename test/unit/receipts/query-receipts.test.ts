import { beforeAll, describe, expect, it } from "vitest";
import { createCheckpoint, queryReceipts, type ReceiptQuery } from "../../../sdk/src/receipts/index.ts";
import { openWorld, toolCall, type World } from "./world.ts";

describe("queryReceipts", () => {
  const worlds: { readonly name: string; readonly world: World }[] = [];
  const start = Date.UTC(2026, 10, 23);

  beforeAll(async () => {
    for (const name of ["under a checkpoint", "not yet under one", "half of them under one"]) {
      const world = await openWorld();
      const { ledger, clock, storage, key } = world;
      await ledger.append(toolCall());
      clock.now += 1000;
      await ledger.append(
        toolCall({
          principal: "bob",
          agents: ["support"],
          session: "s-2",
          facts: { documents: ["hr-1", "hr-2"] },
        }),
      );
      if (name.startsWith("half")) await createCheckpoint({ storage, key, origin: "acme" });
      clock.now += 1000;
      await ledger.append({
        type: "revocation-created",
        tenant: "other",
        revoke: ["user:alice"],
        facts: { actor: "dave" },
      });
      if (name.startsWith("under")) await createCheckpoint({ storage, key, origin: "acme" });
      worlds.push({ name, world });
    }
  });

  it.each<[ReceiptQuery, number[]]>([
    [{}, [3, 2, 1]],
    [{ limit: 2 }, [3, 2]],
    [{ person: "alice" }, [3, 1]],
    [{ person: "dave" }, [3]],
    [{ person: "bob" }, [2]],
    [{ agent: "support" }, [2, 1]],
    [{ agent: "refunds" }, [2, 1]],
    [{ tool: "refund" }, [1]],
    [{ document: "hr-2" }, [2]],
    [{ session: "s-2" }, [2]],
    [{ tenant: "other" }, [3]],
    [{ type: "tool-call-decided" }, [2, 1]],
    [{ since: start + 1000 }, [3, 2]],
    [{ until: start + 1000 }, [1]],
    [{ person: "bob", document: "hr-1", since: start, until: start + 1001 }, [2]],
    [{ person: "bob", tool: "refund" }, []],
    [{ person: "ali" }, []],
    [{ person: "' or 1=1 --" }, []],
  ])("finds %j", async (query, sequences) => {
    for (const { name, world } of worlds) {
      const found = await queryReceipts(world.storage, query);
      expect(
        found.map(({ sequence }) => sequence),
        name,
      ).toEqual(sequences);
    }
  });
});
