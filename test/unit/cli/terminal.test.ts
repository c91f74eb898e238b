import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { CliHost } from "../../../sdk/bin/host.ts";
import { createTerminal } from "../../../sdk/bin/terminal.ts";

function open({ isTTY = true, isJson = false, env = {} as Record<string, string> } = {}) {
  const [stdout, stderr] = [
    Object.assign(new PassThrough(), { isTTY }),
    Object.assign(new PassThrough(), { isTTY }),
  ];
  const host: CliHost = {
    stdin: new PassThrough(),
    stdout,
    stderr,
    env,
    signal: new AbortController().signal,
  };
  const written = (stream: PassThrough) => String(stream.read() ?? "");
  return {
    terminal: createTerminal(host, isJson),
    out: () => written(stdout),
    err: () => written(stderr),
    stdout,
  };
}

describe("terminal", () => {
  it("colours on a terminal, and nowhere else", () => {
    const colored = open();
    colored.terminal.print(colored.terminal.style("green", "yes"));
    expect(colored.out()).toBe("\u001b[32myes\u001b[39m\n");
    for (const plain of [open({ isTTY: false }), open({ env: { NO_COLOR: "1" } })]) {
      plain.terminal.print(plain.terminal.style("green", "yes"));
      expect(plain.out()).toBe("yes\n");
    }
  });

  it("[G6] shows what would move the cursor, hide or reorder as code points", () => {
    const { terminal, out, err } = open();
    terminal.print("title\u001b[2J\u001b[8mhidden\u009b1A\u202Edesrever\r\nsecond line");
    expect(out()).toBe("title\\u{1b}[2J\\u{1b}[8mhidden\\u{9b}1A\\u{202e}desrever\\u{d}\\u{a}second line\n");
    terminal.say("\u001b]0;owned\u0007");
    expect(err()).toBe("\\u{1b}]0;owned\\u{7}\n");
  });

  it("writes data byte for byte into a pipe, and harmless onto a terminal", () => {
    const pipe = open({ isTTY: false });
    pipe.terminal.printExactly("a\u001b[31m\tb");
    expect(pipe.out()).toBe("a\u001b[31m\tb");
    const screen = open();
    screen.terminal.printExactly("a\u001b[31mb");
    expect(screen.out()).toBe("a\\u{1b}[31mb");
  });

  it("draws progress on one line of a terminal, cleared before anything else is said", () => {
    const { terminal, err } = open();
    terminal.progress(0.5, "loaded a.md");
    terminal.say("done");
    const clear = "\r\u001b[2K";
    expect(err()).toBe(`${clear}${"█".repeat(12)}${"░".repeat(12)}  50 % loaded a.md${clear}done\n`);
    const pipe = open({ isTTY: false });
    pipe.terminal.progress(0.5, "loaded a.md");
    expect(pipe.err()).toBe("");
  });

  it("says what it waits for only when that takes long", async () => {
    const { terminal, err } = open();
    expect(await terminal.during("opening", Promise.resolve(7))).toBe(7);
    expect(err()).toBe("");
    await terminal.during("searching", sleep(1200));
    expect(err()).toBe("\r\u001b[2K… searching\r\u001b[2K");
  });

  it("keeps messages to itself under --json", () => {
    const { terminal, out, err } = open({ isJson: true });
    terminal.say("a message");
    terminal.progress(1, "done");
    terminal.printJson({ ok: true });
    expect(err()).toBe("");
    expect(JSON.parse(out())).toEqual({ ok: true });
  });
});
