import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadAgents } from "../../../sdk/src/agents-file.ts";
import { loadConfig, parseConfig } from "../../../sdk/src/config.ts";

const folder = mkdtempSync(join(tmpdir(), "sallyport-config-"));
const write = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe("loadConfig", () => {
  it("reads JSON and modules, with paths relative to the file", async () => {
    const json = await loadConfig(
      write("a.json", '{"directory": "people.yaml", "tenants": {"acme": "docs"}}'),
    );
    expect(json).toEqual({
      home: join(folder, ".sallyport"),
      directory: join(folder, "people.yaml"),
      tenants: { acme: join(folder, "docs") },
    });
    const module = await loadConfig(
      write("b.mjs", 'export default { directory: "/people.yaml", home: "/var/sallyport" };'),
    );
    expect(module).toMatchObject({ home: "/var/sallyport", directory: "/people.yaml" });
  });

  it("names every wrong key, what was found and what is accepted", () => {
    const wrong = () => parseConfig({ directory: 7, polices: "policies" }, "sallyport.config.json");
    expect(wrong).toThrow(
      expect.objectContaining({
        code: "ERR_CONFIG_INVALID",
        message: expect.stringMatching(/polices[\s\S]*directory|directory[\s\S]*polices/),
        hint: expect.stringContaining("policies"),
      }),
    );
  });

  it("tells a missing file from a broken one", async () => {
    await expect(loadConfig(join(folder, "none.json"))).rejects.toMatchObject({
      code: "ERR_CONFIG_NOT_FOUND",
    });
    await expect(loadConfig(write("c.json", "{"))).rejects.toMatchObject({ code: "ERR_CONFIG_UNREADABLE" });
  });
});

describe("loadAgents", () => {
  it("names the entry that is wrong", async () => {
    const path = write("agents.yaml", "agents: [{ id: a, tenant: acme, owner: o, purpose: p }]");
    await expect(loadAgents(path)).rejects.toMatchObject({
      code: "ERR_CONFIG_INVALID",
      message: expect.stringContaining("tools"),
    });
  });
});
