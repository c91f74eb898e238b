import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { checkPolicies, defaultPolicyFolder } from "../../../sdk/src/policy/index.ts";
import { policyFolder } from "./folders.ts";

const page = await readFile(new URL("../../../docs/policy.md", import.meta.url), "utf8");
const room = new URL("../../../sdk/src/policy/index.ts", import.meta.url).href;

/** Fenced blocks by what stands behind the language: `file=…` or `output=…`. */
const blocks = new Map(
  [...page.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, name, text]) => [name ?? "", text ?? ""]),
);
const program = (name: string) => blocks.get(`file=${name}`)!;

describe("docs/policy.md", () => {
  let folder: string;
  const home = process.cwd();

  beforeAll(async () => {
    folder = await policyFolder({
      "policies/gifts.yaml": program("gifts.yaml"),
      "policies/gifts.cedar": program("gifts.cedar"),
      "observe-only/observe-only.cedar": program("observe-only/observe-only.cedar"),
    });
    await cp(defaultPolicyFolder, join(folder, "policies"), { recursive: true });
    await cp(defaultPolicyFolder, join(folder, "policies-today"), { recursive: true });
    process.chdir(folder);
  });
  afterAll(() => process.chdir(home));

  it("shows only policies that load", async () => {
    expect(await checkPolicies(join(folder, "policies"))).toEqual([]);
    expect(await checkPolicies(join(folder, "observe-only"))).toEqual([]);
  });

  it.each(["check.ts", "explain.ts", "shadow.ts"])("prints what it says: %s", async (name) => {
    const path = join(folder, name);
    await writeFile(path, program(name).replace('"@sallyport/sdk"', JSON.stringify(room)));
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await import(path);
    expect(`${log.mock.calls.join("\n")}\n`).toBe(blocks.get(`output=${name}`));
    log.mockRestore();
  });
});
