import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { awaitAllCallbacks } from "@langchain/core/callbacks/promises";
import { LangChainTracer } from "@langchain/core/tracers/tracer_langchain";
import { AIMessage, createAgent, fakeModel, HumanMessage, tool } from "langchain";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import {
  guardTool,
  redactCallbacks,
  sallyportMiddleware,
  searchTool,
} from "../../sdk/src/langchain/index.ts";
import { createWorld } from "../unit/langchain/world.ts";

const address = "ana.pereira@example.com";

const bodies: string[] = [];
/** Somebody who takes traces, as LangSmith's client sends them. */
const collector = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  bodies.push((request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString());
  response.end("{}");
});
const said = () => bodies.join("\n");

// Once for both: LangChain's client remembers where it sends to.
beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, resolve));
  vi.stubEnv("LANGSMITH_TRACING", "true");
  vi.stubEnv("LANGSMITH_ENDPOINT", `http://127.0.0.1:${(collector.address() as AddressInfo).port}`);
  vi.stubEnv("LANGSMITH_API_KEY", "none");
});
afterAll(() => {
  vi.unstubAllEnvs();
  collector.close();
});

const lookUp = () =>
  tool(async () => ({ contact: address }), {
    name: "look_up",
    description: "Looks a contact up.",
    schema: z.object({}),
  });

const arrived = async (text: string) => {
  await awaitAllCallbacks();
  await expect.poll(said, { timeout: 20_000 }).toContain(text);
};

describe("tracing that the environment turns on", () => {
  it("[G6] sees a tool's raw result without the gate, and nothing of it behind", async () => {
    vi.stubEnv("LANGCHAIN_VERBOSE", "true");
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await lookUp().invoke({});
    await arrived(address);
    expect(JSON.stringify(log.mock.calls)).toContain(address);
    log.mockClear();
    bodies.length = 0;

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
    // What is traced after it has arrived, so it would have as well.
    vi.stubEnv("LANGCHAIN_VERBOSE", "false");
    const marked = { name: "marked", description: "Marks the end.", schema: z.object({}) };
    await tool(async () => "the end", marked).invoke({});
    await arrived("the end");
    expect(said() + JSON.stringify(log.mock.calls)).not.toContain(address);
    log.mockRestore();
    await sallyport.close();
  });

  it("[G6] is told everything redacted by a tracer that was wrapped, and by no other", async () => {
    bodies.length = 0;
    const { sallyport, startSession } = await createWorld({ "a.md": `Write to ${address}.` });
    const session = await startSession("ben");
    const agent = createAgent({
      model: fakeModel()
        .respondWithTools([{ name: "search_documents", args: { query: address }, id: "c1" }])
        .respond(new AIMessage(`It is ${address}.`)),
      tools: [searchTool({ session })],
      middleware: [sallyportMiddleware({ session })],
    });
    const callbacks = redactCallbacks([new LangChainTracer()], session);
    const { messages } = await agent.invoke(
      { messages: [new HumanMessage(`Who is ${address}?`)] },
      { callbacks },
    );
    expect(messages.at(-1)?.text).toBe("It is [EMAIL].");
    await arrived("It is [EMAIL].");
    expect(said()).toContain("search_documents");
    expect(said()).toContain("Who is [EMAIL]?");
    expect(said()).not.toContain(address);
    await sallyport.close();
  });
});
