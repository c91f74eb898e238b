import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadDirectory } from "../../../sdk/src/identity/index.ts";
import { codeOf } from "./world.ts";

async function load(text: string) {
  const path = join(await mkdtemp(join(tmpdir(), "sallyport-")), "people.yaml");
  await writeFile(path, text);
  return loadDirectory(path);
}

describe("the directory file", () => {
  it("finds people by tenant and id", async () => {
    const { find, people } = await load(
      "people: [{id: a, tenant: acme, roles: [x]}, {id: a, tenant: globex}]",
    );
    expect(people).toHaveLength(2);
    expect(await find("acme", "a")).toMatchObject({ tenant: "acme", roles: ["x"], clearance: "public" });
    expect(await find("globex", "a")).toMatchObject({ tenant: "globex", roles: [] });
    expect(await find("initech", "a")).toBeUndefined();
  });

  it.each([
    "people: [{id: a}]",
    "people: [{id: a, tenant: acme, clearance: cosmic}]",
    "people: [{id: a, tenant: acme, role: [x]}]",
    "people: [{id: a, tenant: acme}, {id: a, tenant: acme}]",
    "people: {a: acme}",
    "people: [unclosed",
    "",
  ])("is refused when it is wrong: %s", async (text) => {
    expect(await codeOf(load(text))).toBe("ERR_IDENTITY_DIRECTORY");
  });

  it("is refused when it is not there", async () => {
    expect(await codeOf(loadDirectory("/nowhere/people.yaml"))).toBe("ERR_IDENTITY_DIRECTORY");
  });
});
