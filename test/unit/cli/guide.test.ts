import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGuideWorld, type GuideWorld } from "./guide-world.ts";
import { program, programLeaves } from "./program.ts";
import { run } from "./run.ts";

const guide = readFileSync(new URL("../../../docs/cli.md", import.meta.url), "utf8");

interface Step {
  readonly command: string;
  readonly output: string;
}

/** The commands of a guide's blocks, each with what it printed. */
function stepsOf(language: string): readonly Step[] {
  const blocks = [...guide.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))];
  return blocks.flatMap(([, block = ""]) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = "", ...output] = part.split("\n");
        return { command, output: output.join("\n") };
      }),
  );
}

let world: GuideWorld;
const home = process.cwd();
beforeAll(async () => {
  world = await createGuideWorld();
  process.chdir(world.folder);
}, 120_000);
afterAll(async () => {
  process.chdir(home);
  await world.remove();
});

describe("docs/cli.md", () => {
  it("mentions every command", () => {
    const missing = programLeaves(program)
      .map((path) => path.join(" "))
      .filter((path) => !new RegExp(`(\`|sallyport )${path}\\b`).test(guide));
    expect(missing).toEqual([]);
  });

  it("shows what the commands really print", async () => {
    const ids: Record<string, string> = { ...world.ids };
    let code = 0;
    for (const { command, output } of stepsOf("console")) {
      if (command === "echo $?") {
        expect(`${code}\n`).toBe(output);
        continue;
      }
      const [line = "", file] = command.split(" > ");
      const result = await run(wordsOf(line, ids), { stdin: "yes\n" });
      code = result.code;
      const printed = result.out + result.err;
      if (file !== undefined) await writeFile(join(world.folder, file), result.out);
      else expect(timeless(printed), command).toMatch(patternOf(output));
      ids.rev = /rev_\S+/.exec(printed)?.[0] ?? ids.rev ?? "";
      ids.sha256 = /sha256:[0-9a-f]{64}/.exec(printed)?.[0] ?? ids.sha256 ?? "";
    }
  }, 120_000);
});

/** The words after `sallyport`, quotes read as a shell does, with the real ids in place of the shortened ones. */
function wordsOf(line: string, ids: Readonly<Record<string, string>>): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)]
    .map(([, single, double, bare]) => single ?? double ?? bare ?? "")
    .slice(1)
    .map((word) =>
      word.replace(/^(ses|sdk|apr|rev|sha256)[-_:][0-9a-f]{4}…$/, (_, kind: string) => ids[kind] ?? ""),
    );
}

/** Shortened ids and `…` stand for anything on their line; a line of `…` alone for any lines. */
function patternOf(output: string): RegExp {
  const lines = timeless(output)
    .trim()
    .split("\n")
    .map((line) =>
      line === "…"
        ? "[^]*?"
        : line
            .replaceAll(/\b(ses_|sdk-|apr_|rev_|hop_)[0-9a-f]{4}…/g, "$1…")
            .split("…")
            .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/ {2,}/g, " +"))
            .join(".*?"),
    );
  return new RegExp(`^\\s*${lines.join("\\n+")}\\s*$`);
}

function timeless(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:[\d.]+)?Z/g, "<time>");
}
