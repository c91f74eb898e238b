import { inspect } from "node:util";
import type { CallbackHandlerMethods } from "@langchain/core/callbacks/base";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { AIMessage, createAgent, fakeModel, HumanMessage } from "langchain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SallyportSession } from "../../sdk/src/index.ts";
import { redactCallbacks, sallyportMiddleware, searchTool } from "../../sdk/src/langchain/index.ts";
import { createWorld, type World } from "../unit/langchain/world.ts";
import { allOf, mail, values, valuesIn } from "./redaction-values.ts";

let world: World;
let session: SallyportSession;
beforeAll(async () => {
  world = await createWorld({ "a.md": allOf(mail("text")) });
  session = await world.startSession("ben");
});
afterAll(() => world.sallyport.close());

const { customer: _, ...structured } = values;
const here = Object.fromEntries(["text", "tag", "run", "error", "key"].map((place) => [place, mail(place)]));
const leaked = (told: unknown) =>
  valuesIn(
    inspect(told, { depth: 20, maxStringLength: null, maxArrayLength: null }) + JSON.stringify(told),
    here,
  ).filter((name) => name in structured || name in here);

/** Listens to everything, and keeps it. */
function openListener() {
  const told: [string, unknown[]][] = [];
  const handlers = [
    ...[
      "LLMStart",
      "ChatModelStart",
      "LLMNewToken",
      "LLMEnd",
      "LLMError",
      "ChainStart",
      "ChainEnd",
      "ChainError",
    ],
    ...[
      "ToolStart",
      "ToolEnd",
      "ToolError",
      "RetrieverStart",
      "RetrieverEnd",
      "CustomEvent",
      "ChatModelStreamEvent",
    ],
  ].map((event) => [
    `handle${event}`,
    (...args: unknown[]) => {
      told.push([event, args]);
    },
  ]);
  return {
    told,
    callbacks: redactCallbacks([Object.fromEntries(handlers) as CallbackHandlerMethods], session),
    tokens: () => told.flatMap(([event, args]) => (event === "LLMNewToken" ? [args[0]] : [])).join(""),
  };
}

describe("callbacks that are given to an agent", () => {
  it("[G6] are told nothing of what a model says, is given and calls, by any event", async () => {
    const { told, callbacks } = openListener();
    const model = fakeModel()
      .respondWithTools([{ name: "search_documents", args: { query: mail("text") }, id: "c1" }])
      .respond(new AIMessage(allOf(mail("text"))));
    const agent = createAgent({
      model,
      tools: [searchTool({ session })],
      middleware: [sallyportMiddleware({ session })],
    });
    const config = {
      callbacks,
      runName: mail("run"),
      tags: [mail("tag")],
      metadata: { [mail("key")]: { deep: [allOf(mail("tag"))] } },
    };
    await agent.invoke({ messages: [new HumanMessage(allOf(mail("text")))] }, config);
    const events = new Set(told.map(([event]) => event));
    for (const event of ["ChatModelStart", "LLMEnd", "ChainStart", "ChainEnd", "ToolStart", "ToolEnd"])
      expect(events).toContain(event);
    expect(told.flatMap(([event, args]) => leaked(args).map((name) => `${event}: ${name}`))).toEqual([]);
    const messages = told.find(([event]) => event === "ChatModelStart")?.[1][1] as HumanMessage[][];
    expect(messages[0]?.at(-1)?.text).toContain("[EMAIL]");
  });

  it("[G6] hear tokens as they stream, redacted like the whole, and no half a value when it breaks off", async () => {
    const text = `${allOf(mail("text"))} And this is said at the end.`;
    const { told, callbacks, tokens } = openListener();
    const model = new FakeListChatModel({ responses: [text] });
    for await (const _piece of await model.stream("Say it.", { callbacks }));
    expect(leaked(told)).toEqual([]);
    expect(tokens()).toBe(session.redactTrace(text));

    const pieces: string[] = [];
    const breaksOff = (async () => {
      const source = (async function* () {
        yield* `It goes on, and the card is ${values.card.slice(0, 17)}`;
        throw new Error("gone");
      })();
      for await (const piece of session.streamAnswer(source)) pieces.push(piece);
    })();
    await expect(breaksOff).rejects.toThrow("gone");
    expect(pieces.join("")).not.toContain("4111");

    const broken = openListener();
    const [handler] = broken.callbacks;
    const where = [{ prompt: 0, completion: 0 }, "3f1f0bb6-f5d2-4a5b-8a8d-6e8f3e1a2b3c"] as const;
    for (const letter of `It goes on, and the card is ${values.card.slice(0, 17)}`)
      await handler?.handleLLMNewToken?.(letter, ...where);
    await handler?.handleLLMError?.(new Error(allOf(mail("error"))), where[1]);
    expect(broken.tokens()).not.toContain("4111");
    expect(leaked(broken.told)).toEqual([]);
  });

  it("[G6] are told of errors, cycles and strange objects without what is in them", async () => {
    const { told, callbacks } = openListener();
    const [handler] = callbacks;
    const error = Object.assign(new TypeError(allOf(mail("error"))), { response: allOf(mail("error")) });
    const strange: Record<string, unknown> = {
      error,
      map: new Map([[mail("key"), new Set([mail("text")])]]),
      boxed: Object(mail("text")),
      bytes: Buffer.from(mail("text")),
      big: BigInt(values.card.replaceAll(" ", "")),
      number: Number(values.card.replaceAll(" ", "")),
      toJSON: () => mail("text"),
      get lazy() {
        return mail("text");
      },
      [Symbol.for("x")]: mail("text"),
      [mail("key")]: 1,
      ["__proto__"]: { polluted: mail("text") },
    };
    strange.self = strange;
    await handler?.handleCustomEvent?.("odd", strange, "r");
    await handler?.handleChainError?.(error, "r", undefined, undefined, { inputs: strange });
    expect(told).toHaveLength(2);
    expect(inspect(told, { depth: 9 })).toContain("[EMAIL]");
    expect(valuesIn(inspect(told, { depth: 9, showHidden: true }), here)).toEqual([]);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});
