import { describe, expect, it, onTestFinished } from "vitest";
import { findFence, runInSandbox, type SandboxOptions } from "../../sdk/src/actions/sandbox/index.ts";
import { openListener } from "./gate-listener.ts";

const closed = findFence("node").closed;
const canCloseNetwork = closed.includes("network");
const run = (code: string, options: SandboxOptions = {}) =>
  runInSandbox({ type: "node", code }, { demand: ["files"], ...options });

/** What an attempt printed: its error's code, or "done". */
async function attempt(code: string): Promise<string> {
  const program = `try { ${code}; console.log("done") } catch (error) { console.log(error.code ?? error.name) }`;
  return (await run(program)).stdout.trim();
}

describe("a program in the sandbox", () => {
  it("computes, reads its input and writes in its own folder", async () => {
    const { stdout, stderr, ...result } = await run(
      `import { readFileSync, writeFileSync } from "node:fs";
       const text = readFileSync(0, "utf8");
       writeFileSync("note.txt", text.toUpperCase());
       console.log(readFileSync("note.txt", "utf8"));`,
      { input: "hello" },
    );
    expect([stdout, stderr]).toEqual(["HELLO\n", ""]);
    expect(result).toMatchObject({ outcome: "exited", exitCode: 0 });
    expect(result.fence.closed).toContain("files");
  });

  it.each([
    ["read /etc/passwd", `(await import("node:fs")).readFileSync("/etc/passwd")`],
    ["read by a way round", `(await import("node:fs")).readFileSync(process.cwd() + "/../../etc/passwd")`],
    [
      "read through a link",
      `const fs = await import("node:fs"); fs.symlinkSync("/etc/passwd", "x"); fs.readFileSync("x")`,
    ],
    ["read another's memory", `(await import("node:fs")).readFileSync("/proc/" + process.ppid + "/environ")`],
    ["write outside", `(await import("node:fs")).writeFileSync("/tmp/sallyport-escaped", "x")`],
    ["start a command", `(await import("node:child_process")).execSync("id")`],
    [
      "start a thread without the fence",
      `new (await import("node:worker_threads")).Worker("1", { eval: true })`,
    ],
    ["load native code", `process.dlopen({ exports: {} }, "/tmp/x.node")`],
    ["reach the runtime's insides", `process.binding("spawn_sync")`],
    ["kill its host", `process.kill(process.ppid, "SIGKILL")`],
    ["make its host open a debugger", `process._debugProcess(process.ppid)`],
  ])("[G2] cannot %s", async (_, code) => {
    expect(await attempt(code)).toMatch(/^(?:ERR_ACCESS_DENIED|TypeError|ENOENT|EROFS|EACCES)$/);
  });

  it("[G6] has an empty environment", async () => {
    process.env.SALLYPORT_SANDBOX_TEST = "secret";
    onTestFinished(() => {
      delete process.env.SALLYPORT_SANDBOX_TEST;
    });
    const { stdout } = await run("console.log(JSON.stringify(process.env))");
    expect(stdout).not.toContain("secret");
    expect(Object.keys(JSON.parse(stdout))).toEqual(expect.not.arrayContaining(["PATH", "HOME"]));
  });

  it.runIf(canCloseNetwork)("[G7] reaches no network", async () => {
    const listener = await openListener();
    expect((await run(listener.program, { demand: ["files", "network"] })).stdout).toBe("in\n");
    expect(listener.requests).toBe(0);
  });

  it.each([
    ["does not end", "for (;;);", "timeout", 1_500],
    ["waits for ever", "setInterval(() => {}, 1000)", "timeout", 1_500],
    ["writes without end", `for (;;) process.stdout.write("x".repeat(65536))`, "too-much-output", 20_000],
  ])("is killed when it %s", async (_, code, outcome, timeoutMs) => {
    const result = await run(code, { timeoutMs });
    expect(result.outcome).toBe(outcome);
    expect(result.stdout.length).toBeLessThanOrEqual(64 * 1024);
  });

  it("is killed when it takes too much memory, on the heap or beside it", async () => {
    for (const code of [
      "const all = []; for (;;) all.push(new Array(1e5).fill(1.5))",
      "const all = []; for (;;) { all.push(Buffer.alloc(2 ** 24, 1)); await new Promise((next) => setTimeout(next, 2)) }",
    ]) {
      const { outcome, exitCode } = await run(code, { timeoutMs: 20_000, maxMemoryBytes: 64 * 2 ** 20 });
      expect(outcome === "too-much-memory" || (outcome === "exited" && exitCode !== 0)).toBe(true);
    }
  });

  it("is stopped when the run is", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 500);
    expect((await run("for (;;);", { signal: abort.signal })).outcome).toBe("aborted");
  });

  it("[G8] does not run where what is demanded cannot be closed", async () => {
    const { closed: forCommands } = findFence("command");
    const wanted = (["files", "network", "processes"] as const).filter((each) => !forCommands.includes(each));
    const command = runInSandbox({ type: "command", command: "true" }, { demand: wanted });
    if (wanted.length === 0) expect(await command).toMatchObject({ outcome: "exited" });
    else await expect(command).rejects.toMatchObject({ code: "ERR_ACTIONS_SANDBOX_FENCE" });
  });

  it("a fork bomb dies with its time", async () => {
    const { closed: forCommands } = findFence("command");
    if (!forCommands.includes("processes")) return;
    // Whoever waited for them would wait longer than a test may take.
    const bomb = "f() { sleep 999 & f; }; for i in 1 2 3 4 5 6 7 8; do sleep 999 & done; wait";
    const program = { type: "command", command: "sh", args: ["-c", bomb] } as const;
    const { outcome } = await runInSandbox(program, { demand: ["processes"], timeoutMs: 1_000 });
    expect(outcome).toBe("timeout");
  });
});
