import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSallyport, type Sallyport, signDecision } from "@sallyport/sdk";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunStore, runStoreKinds } from "../unit/langchain/run-stores.ts";

const script = fileURLToPath(new URL("./runs/agent-process.ts", import.meta.url));
const people = `people:
  - { id: ana, tenant: acme, groups: [support], clearance: internal }
  - { id: fay, tenant: acme, groups: [finance-approvers], clearance: internal }
`;

describe.for(runStoreKinds)(
  "an agent that is killed while it waits, its run in $name",
  { timeout: 180_000 },
  ({ name, missing, open }) => {
    if (missing !== undefined) return it.skip(`needs ${missing}`);
    let store: RunStore;
    let runs: string;
    let home: string;
    let directory: string;
    /** The approvers' side: a process of its own. */
    let sallyport: Sallyport;
    const killers: (() => Promise<void>)[] = [];

    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.close());
    beforeEach(async () => {
      runs = await store.create();
      home = mkdtempSync(join(tmpdir(), "sallyport-resume-"));
      directory = join(home, "people.yaml");
      writeFileSync(directory, people);
      sallyport = await openSallyport({ home, directory });
    });
    afterEach(async () => {
      for (const kill of killers.splice(0)) await kill();
      await sallyport.close();
    });

    function startAgent(...given: readonly string[]) {
      const flags = ["--import", "tsx", "--conditions=@sallyport/source"];
      const child = spawn(process.execPath, [...flags, script, home, directory, runs, ...given], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let output = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
      const closed = once(child, "close");
      const kill = async () => {
        child.kill("SIGKILL");
        await closed;
      };
      killers.push(kill);
      const said = (word: string) =>
        expect.poll(() => output, { timeout: 40_000, interval: 20 }).toContain(word);
      return { said, kill, closed, output: () => output };
    }

    const effects = () => readFileSync(join(home, "effects.txt"), "utf8").split("\n").slice(0, -1);

    const leases = () => sallyport.storage.selectFrom("agent_run").select("lease_until").execute();

    async function decide(callId: string, decision: "approve" | "deny" = "approve") {
      const request = (await sallyport.approvals.pending("acme")).find((each) => each.callId === callId);
      if (request === undefined) throw new Error(`${callId} does not wait.`);
      const { id: requestId, argumentsDigest } = request;
      return sallyport.approvals.decide(
        signDecision(sallyport.terminalKey, {
          requestId,
          argumentsDigest,
          decision,
          approver: "fay",
          tenant: "acme",
          verifiedBy: "test",
          at: Date.now(),
        }),
      );
    }

    it(`[G2] goes on after each decision in a new process, does each call once, and ends once (${name})`, async () => {
      const first = startAgent("yes");
      await first.said("waiting");
      await first.kill();
      expect(await decide("call_1002")).toMatchObject({ state: "approved" });

      const second = startAgent();
      await expect.poll(effects, { timeout: 40_000 }).toEqual(["1002"]);
      // It waits again, for the other call.
      await expect.poll(leases, { timeout: 20_000 }).toEqual([{ lease_until: 0 }]);
      await second.kill();
      expect(await decide("call_1001", "deny")).toMatchObject({ state: "denied" });

      const third = startAgent();
      const fourth = startAgent();
      await expect.poll(() => third.output() + fourth.output(), { timeout: 40_000 }).toContain("ended");
      const [code, ...texts] = JSON.parse(/ended (.*)\n/.exec(third.output() + fourth.output())?.[1] ?? "[]");
      expect(code).toBe("");
      expect(texts).toContain("paid 1002");
      expect(texts.filter((text: string) => text.startsWith("[approval-denied]"))).toHaveLength(1);
      expect(texts.at(-1)).toBe("Done.");
      expect(effects()).toEqual(["1002"]);
      expect((third.output() + fourth.output()).match(/ended/g)).toHaveLength(1);
    });

    it(`[G2] that dies right after an effect does not do it again, and says that nobody knows (${name})`, async () => {
      const first = startAgent("yes", "1001");
      await first.said("waiting");
      await decide("call_1002", "deny");
      await decide("call_1001");
      await first.closed;
      expect(effects()).toEqual(["1001"]);

      const second = startAgent();
      await second.said("waiting");
      // The dead process still holds the run for some seconds: let them pass.
      await sallyport.storage.updateTable("agent_run").set({ lease_until: 0 }).execute();
      await second.said("ended");
      expect(effects()).toEqual(["1001"]);
      expect(second.output()).toContain("[approval-used]");
      expect(second.output()).not.toContain("paid 1001");
    });
  },
);
