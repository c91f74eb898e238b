import { AIMessage, createAgent, fakeModel, HumanMessage } from "langchain";
import { describe, expect, it } from "vitest";
import { sallyportMiddleware } from "../../sdk/src/langchain/index.ts";
import { createWorld } from "../unit/langchain/world.ts";

const address = "ana.pereira@example.com";
const encoded = Buffer.from(`Write to ${address} today`).toString("base64");
const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]).toString("base64");
const signature = Buffer.from("0123456789abcdef0123456789").toString("base64");

const content = [
  { type: "text", text: `Ask ${address}.`, annotations: [{ type: "citation", url: `mailto:${address}` }] },
  { type: "text", text: "See", citations: [{ cited_text: address, document_title: `${address}.pdf` }] },
  { type: "reasoning", reasoning: `It is ${address}`, summary: [{ type: "summary_text", text: address }] },
  { type: "thinking", thinking: address, signature },
  { type: "refusal", refusal: `I can't write to ${address}` },
  { type: "image_url", image_url: { url: `data:image/png;base64,${picture}` } },
  { type: "image_url", image_url: { url: `data:image/png;base64,${encoded}` } },
  { type: "image_url", image_url: `https://pictures.example.com/?to=${encodeURIComponent(address)}` },
  { type: "file", mime_type: "text/plain", source_type: "base64", data: encoded, filename: `${address}.txt` },
  { type: "file", mime_type: "text/plain", source_type: "text", text: address },
  { type: "audio", data: picture, transcript: address },
  { type: "server_tool_call_result", output: { rows: [{ contact: address }] } },
  { type: "web_search_tool_result", tool_use_id: "srv_1", content: [{ title: address, page_age: null }] },
  { type: "non_standard", value: { deep: [[{ [address]: address }]] } },
];

const told = () =>
  new AIMessage({
    content: content as never,
    additional_kwargs: {
      reasoning_content: address,
      refusal: address,
      audio: { id: "aud_1", data: picture, transcript: address },
      reasoning: { summary: [{ text: address }] },
    },
    response_metadata: { model: "m", output: [{ content: [{ text: address }] }] },
    invalid_tool_calls: [{ name: "x", args: address, error: address, id: "c1" }],
  });

describe("a model's message", () => {
  it("[G6] tells nothing in any block or field of any provider, and keeps pictures and signatures", async () => {
    const { sallyport, startSession } = await createWorld({ "a.md": "Nothing." });
    const session = await startSession("ben");
    const agent = createAgent({
      model: fakeModel().respond(told()),
      tools: [],
      middleware: [sallyportMiddleware({ session })],
    });
    const { messages } = await agent.invoke({ messages: [new HumanMessage("Whom do I ask?")] });
    const answer = messages.at(-1)!;
    for (const form of [
      JSON.stringify(answer),
      JSON.stringify({ ...answer }),
      JSON.stringify(answer.contentBlocks),
      answer.text,
    ]) {
      for (const value of [address, encodeURIComponent(address), encoded]) expect(form).not.toContain(value);
    }
    const shown = JSON.stringify(answer.content);
    expect(shown).toContain("[EMAIL]");
    for (const kept of [picture, signature, "srv_1"]) expect(shown).toContain(kept);
    expect((answer.content as object[]).map((block) => Reflect.get(block, "type"))).toEqual(
      content.map(({ type }) => type),
    );
    await sallyport.close();
  });
});
