import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { awaitAllCallbacks } from "@langchain/core/callbacks/promises";
import { tool } from "langchain";
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { guardTool } from "../../sdk/src/langchain/index.ts";
import { createWorld } from "../unit/langchain/world.ts";

const address = "ana.pereira@example.com";

/** Somebody who takes traces, as LangSmith's client sends them. */
async function openCollector() {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    bodies.push((request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString());
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  vi.stubEnv("LANGSMITH_TRACING", "true");
  vi.stubEnv("LANGSMITH_ENDPOINT", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv("LANGSMITH_API_KEY", "none");
  vi.stubEnv("LANGCHAIN_VERBOSE", "true");
  return { read: () => bodies.join("\n"), close: () => server.close() };
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const lookUp = () =>
  tool(async () => ({ contact: address }), {
    name: "look_up",
    description: "Looks a contact up.",
    schema: z.object({}),
  });

const settled = async () => {
  await awaitAllCallbacks();
  await new Promise((resolve) => setTimeout(resolve, 600));
};

describe("tracing that the environment turns on", () => {
  it("[G6] sees a tool's raw result without the gate, and nothing of it behind", async () => {
    const collector = await openCollector();
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await lookUp().invoke({});
    await settled();
    const said = () => collector.read() + JSON.stringify(log.mock.calls);
    expect(said()).toContain(address);
    const before = said().length;

    const { sallyport, startSession } = await createWorld({ "a.md": "Nothing." });
    await sallyport.registerConnector({ name: "crm", owner: "olga", trust: "trusted" });
    await sallyport.registerTool(
      guardTool(lookUp(), { connector: "crm", impact: "read", reversible: true, audience: "principal" }),
    );
    const session = await startSession("ben");
    const result = await session.call({ tool: "look_up", arguments: {}, callId: "c1", approvals: "return" });
    expect(result).toMatchObject({
      type: "executed",
      result: { contact: expect.stringMatching(/^\[\[EMAIL_/) },
    });
    await settled();
    expect(said().slice(before)).not.toContain(address);
    await sallyport.close();
    collector.close();
  });
});
