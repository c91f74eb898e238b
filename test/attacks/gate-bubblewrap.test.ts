import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { findFence, runInSandbox, type SandboxOptions } from "../../sdk/src/actions/sandbox/index.ts";
import { openListener } from "./gate-listener.ts";

const isInstalled = findFence("command").by.includes("bubblewrap");
const shell = (script: string, options: SandboxOptions = {}) =>
  runInSandbox({ type: "command", command: "/bin/sh", args: ["-c", script] }, options);

/** Any command, not just JavaScript: only the kernel holds it. */
describe.skipIf(!isInstalled)(
  "a command behind bubblewrap (skipped: bubblewrap is not installed, or not allowed)",
  () => {
    it("runs in a folder of its own, and says which fence is up", async () => {
      const { stdout, fence } = await shell("tr a-z A-Z > note; pwd; cat note", { input: "hello" });
      expect(stdout).toBe("/work\nHELLO");
      expect(fence).toEqual({ closed: ["files", "network", "processes"], by: ["bubblewrap"] });
    });

    it("[G6] has an empty environment", async () => {
      process.env.SALLYPORT_SANDBOX_TEST = "secret";
      onTestFinished(() => {
        delete process.env.SALLYPORT_SANDBOX_TEST;
      });
      const { stdout } = await shell("env; cat /proc/1/environ /proc/self/environ");
      expect(stdout).not.toContain("secret");
      expect(stdout).not.toMatch(/^(?:HOME|USER|PATH)=/m);
    });

    it.each([
      ["password files", "cat /etc/shadow /etc/passwd"],
      ["home folders", "cat /root/.bashrc /root/.profile; ls /home/*"],
      ["the project", `ls ${process.cwd()}/package.json`],
      ["the host's environment", `cat /proc/${process.pid}/environ`],
    ])("[G2] cannot read %s", async (_, script) => {
      const { stdout, exitCode } = await shell(script);
      expect(stdout).toBe("");
      expect(exitCode).not.toBe(0);
    });

    it("[G2] is shown the system's programs and this Node, not the folders that it stands in", () => {
      const command = findFence("command").wrap("/own", ["true"]);
      const shown = command.flatMap((word, at) => (/^--(?:ro-)?bind/.test(word) ? [command[at + 1]] : []));
      expect(shown).toEqual(["/usr", "/bin", "/lib", "/lib64", process.execPath, "/own"]);
    });

    it("[G2] writes nowhere but in its own folder: not to the disk, and not to memory", async () => {
      const places = ["/", "/dev", "/dev/shm", "/usr", "/bin", "/proc", "/etc", "/work", "/tmp"];
      const script = places.map((place) => `touch ${place}/x 2> /dev/null && echo ${place}`).join("; ");
      const { stdout } = await shell(`${script}; ls /work`);
      expect(stdout).toBe("/work\n/tmp\nx\n");
    });

    it("[G2] sees no process but its own", async () => {
      const { stdout } = await shell(`ls -d /proc/[0-9]* | wc -l; kill -9 ${process.pid} || echo refused`);
      expect(Number(stdout.split("\n")[0])).toBeLessThan(6);
      expect(stdout).toContain("refused");
    });

    it("[G2] gets no privileges", async () => {
      const { stdout } = await shell("grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status");
      expect(stdout.replace(/\s+/g, " ")).toBe(
        "CapEff: 0000000000000000 CapBnd: 0000000000000000 NoNewPrivs: 1 ",
      );
      const { stdout: mounted } = await shell("mount -t tmpfs none /work 2>&1 && echo mounted");
      expect(mounted).not.toContain("mounted\n");
    });

    it("[G7] reaches no network", async () => {
      const listener = await openListener();
      const { stdout, fence } = await runInSandbox({ type: "node", code: listener.program });
      expect(stdout).toBe("in\n");
      expect(fence.by).toEqual(["bubblewrap", "node-permissions"]);
      const interfaces = await shell(
        "tail -n +3 /proc/net/dev | grep -v lo: | wc -l; wc -l < /proc/net/route",
      );
      expect(interfaces.stdout.trim().split(/\s+/)[0]).toBe("0");
      expect(listener.requests).toBe(0);
    });

    it("is killed with all that it started when its time is up", async () => {
      const sleep = `sleep ${ages}`;
      const { outcome } = await shell(`${sleep} & ${sleep} & setsid ${sleep} & wait`, { timeoutMs: 700 });
      expect(outcome).toBe("timeout");
      const { stdout } = await shell("ls", { demand: [] });
      expect(stdout).toBe("");
      await expect.poll(sleepers).toBe(0);
    });

    it("is killed when it takes too much memory", async () => {
      const hungry = `exec node -e 'const all = []; setInterval(() => all.push(Buffer.alloc(2 ** 24, 1)), 2)'`;
      const script = hungry.replace("node", process.execPath);
      const { outcome } = await shell(script, { timeoutMs: 20_000, maxMemoryBytes: 64 * 2 ** 20 });
      expect(outcome).toBe("too-much-memory");
    });
  },
);

/** Nobody else's number: the suite may run twice at once. */
const ages = 10_000_000 + process.pid;

function sleepers(): number {
  const commands = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return commands.filter((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, "utf8").includes(String(ages));
    } catch {
      return false;
    }
  }).length;
}
