import { describe, expect, it } from "vitest";
import { plainTool } from "./plain-tool.ts";
import { openGateWorld } from "./world.ts";

describe("connectors", () => {
  it("[G8] a tool of a connector that nobody registered does not run", async () => {
    const world = await openGateWorld();
    const session = await world.openSession();
    let ran = false;
    const tool = { ...plainTool("stray"), connector: "stray-server", execute: async () => (ran = true) };
    await world.gate.register(tool);
    expect(await world.call(session, "stray", {})).toMatchObject({
      type: "refused",
      code: "unknown-connector",
    });
    expect(ran).toBe(false);
    await world.gate.connectors.register({ name: "stray-server", owner: "olga", trust: "untrusted" });
    expect((await world.call(session, "stray", {})).type).toBe("executed");
  });

  it("results are as trusted as the connector, or less when the tool says so, never more", async () => {
    const world = await openGateWorld();
    const trustOf = async (trust: "trusted" | "untrusted", claimed?: "trusted" | "untrusted") => {
      const session = await world.openSession();
      const name = `${trust}-${claimed}`;
      await world.gate.connectors.register({ name, owner: "olga", trust });
      const result = claimed === undefined ? {} : { result: { integrity: claimed } };
      await world.gate.register({
        ...plainTool(name),
        connector: name,
        ...result,
        execute: async () => "hello",
      });
      await world.call(session, name, {});
      return session.sources.at(-1)?.integrity;
    };
    expect(await trustOf("trusted")).toBe("trusted");
    expect(await trustOf("trusted", "untrusted")).toBe("untrusted");
    expect(await trustOf("untrusted", "trusted")).toBe("untrusted");
    expect(await trustOf("untrusted")).toBe("untrusted");
  });

  it("are listed, changed in place, and refused when something is wrong with them", async () => {
    const { connectors } = (await openGateWorld()).gate;
    await connectors.register({ name: "billing", owner: "fay", trust: "reviewed" });
    expect(await connectors.find("billing")).toEqual({ name: "billing", owner: "fay", trust: "reviewed" });
    expect((await connectors.list()).map(({ name }) => name)).toEqual([
      "billing",
      "crm",
      "mail",
      "other",
      "test",
    ]);
    const wrong = { name: "x", owner: "olga", trust: "fully" } as never;
    await expect(connectors.register(wrong)).rejects.toMatchObject({ code: "ERR_ACTIONS_CONNECTOR_INVALID" });
  });
});
