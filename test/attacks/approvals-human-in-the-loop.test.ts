import { Command, MemorySaver } from "@langchain/langgraph";
import { signDecision } from "@sallyport/sdk";
import { adaptHumanInTheLoop, guardTool, sallyportMiddleware } from "@sallyport/sdk/langchain";
import {
  type AgentMiddleware,
  AIMessage,
  createAgent,
  fakeModel,
  HumanMessage,
  humanInTheLoopMiddleware,
  tool,
} from "langchain";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createWorld } from "../unit/langchain/world.ts";

const interruptOn = { note: true };
const thread = { configurable: { thread_id: "t1" } };

/** The middleware's types are not made for exactOptionalPropertyTypes. */
const langChainsOwn = (humanInTheLoopMiddleware as unknown as (options: object) => AgentMiddleware)({
  interruptOn,
});

/** An agent with a tool that no policy asks about: what LangChain's middleware guards, it guards alone. */
async function openAgent({ isAdapted }: { readonly isAdapted: boolean }) {
  const world = await createWorld({ "a.md": "Nothing here." });
  const written: string[] = [];
  const note = tool(
    async ({ text }) => {
      written.push(text);
      return "noted";
    },
    { name: "note", description: "Writes a note.", schema: z.object({ text: z.string() }) },
  );
  await world.sallyport.registerConnector({ name: "notes", owner: "olga", trust: "reviewed" });
  await world.sallyport.registerTool(
    guardTool(note, {
      connector: "notes",
      impact: "write",
      reversible: true,
      audience: "principal",
      steering: {},
    }),
  );
  const warnings: string[] = [];
  const humans = adaptHumanInTheLoop({
    interruptOn,
    ask: { groups: ["finance-approvers"] },
    warn: (message) => void warnings.push(message),
  });
  const session = await world.startSession("ben");
  const calls = [{ name: "note", args: { text: "hello" }, id: "c1" }];
  let model = fakeModel().respondWithTools(calls);
  for (let turn = 0; turn < 6; turn++) model = model.respond(new AIMessage("Done."));
  const agent = createAgent({
    model,
    tools: [note],
    middleware: [
      langChainsOwn,
      sallyportMiddleware({ session, approvals: "interrupt", ...(isAdapted ? { ask: humans.ask } : {}) }),
    ],
    checkpointer: new MemorySaver(),
  });
  const begin = (context?: object) =>
    agent.invoke({ messages: [new HumanMessage("Note hello.")] }, {
      ...thread,
      ...(context && { context }),
    } as typeof thread);
  const resume = (value: unknown, config: object = thread) =>
    agent.invoke(new Command({ resume: value }), config as typeof thread);
  const interrupts = async () =>
    (await agent.graph.getState(thread)).tasks.flatMap(({ interrupts: found = [] }) => found);
  async function approve() {
    const [request] = await world.sallyport.approvals.pending("acme");
    const { id: requestId, argumentsDigest } = request ?? { id: "", argumentsDigest: "sha256:0" as const };
    return world.sallyport.approvals.decide(
      signDecision(world.sallyport.terminalKey, {
        ...{
          requestId,
          argumentsDigest,
          decision: "approve",
          approver: "ada",
          tenant: "acme",
          verifiedBy: "test",
        },
        at: Date.now(),
      }),
    );
  }
  return { ...world, agent, begin, resume, interrupts, approve, humans, written, warnings };
}

const yes = { decisions: [{ type: "approve" }] };

describe("an agent with humanInTheLoopMiddleware", () => {
  it("alone runs a call three times when it is resumed three times at once", async () => {
    const { begin, resume, written, sallyport } = await openAgent({ isAdapted: false });
    await begin();
    await Promise.allSettled([resume(yes), resume(yes), resume(yes)]);
    expect(written.length).toBeGreaterThan(1);
    await sallyport.close();
  });

  it("[G2] and our adapter asks people at the gate, and runs it once however often it is resumed", async () => {
    const world = await openAgent({ isAdapted: true });
    await world.begin();
    const [front] = await world.interrupts();
    const answer = world.humans.answer(front?.value);
    expect(answer).toEqual(yes);
    await world.resume(answer);
    expect(world.written).toEqual([]);
    const [pause] = await world.interrupts();
    expect(pause?.value).toMatchObject({ type: "approval-requested", tool: "note" });

    // Nobody has decided: whatever it is resumed with, it goes on waiting.
    await world.resume({ decisions: [{ type: "approve" }], approved: true });
    expect(world.written).toEqual([]);
    expect(await world.approve()).toMatchObject({ state: "approved" });
    await Promise.allSettled([world.resume(1), world.resume(2), world.resume(3)]);
    expect(world.written).toEqual(["hello"]);
    await world.sallyport.close();
  });

  it("[G2] and our adapter runs nothing again from a checkpoint before the approval", async () => {
    const world = await openAgent({ isAdapted: true });
    await world.begin();
    const before = (await world.agent.graph.getState(thread)).config;
    await world.resume(yes);
    await world.approve();
    await world.resume(1);
    await world.resume(yes, before).catch(() => {});
    await world.resume(1).catch(() => {});
    expect(world.written).toEqual(["hello"]);
    await world.sallyport.close();
  });

  it("[G2] and our adapter takes no consent for arguments that a reviewer or the state put in their place", async () => {
    const world = await openAgent({ isAdapted: true });
    await world.begin();
    const edit = { type: "edit", editedAction: { name: "note", args: { text: "everything" } } };
    await world.resume({ decisions: [edit] }).catch(() => {});
    const [request] = await world.sallyport.approvals.pending("acme");
    expect(request?.arguments).toEqual({ text: "everything" });
    expect(world.written).toEqual([]);
    await world.sallyport.close();
  });

  it("[G2] and our adapter asks also when the caller's context switches the middleware off", async () => {
    const world = await openAgent({ isAdapted: true });
    await world.begin({ interruptOn: { note: false } });
    expect(world.written).toEqual([]);
    expect((await world.interrupts())[0]?.value).toMatchObject({ type: "approval-requested" });
    await world.sallyport.close();
  });
});

describe("the adapter", () => {
  const ask = { groups: ["finance-approvers"] } as const;

  it("says at the start what the middleware does not do", async () => {
    const { warnings, sallyport } = await openAgent({ isAdapted: true });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain("finance-approvers about note");
    await sallyport.close();
  });

  it("[G8] rejects calls that the gate would not ask about, and answers no other interrupt", () => {
    const humans = adaptHumanInTheLoop({ interruptOn: { note: true, read: false }, ask, warn: () => {} });
    expect(Object.keys(humans.ask)).toEqual(["note"]);
    const request = { actionRequests: [{ name: "note" }, { name: "pay" }, {}], reviewConfigs: [] };
    expect(humans.answer(request)?.decisions.map(({ type }) => type)).toEqual([
      "approve",
      "reject",
      "reject",
    ]);
    for (const other of [
      undefined,
      null,
      "x",
      1,
      {},
      { type: "approval-requested" },
      { actionRequests: "note" },
    ])
      expect(humans.answer(other)).toBeUndefined();
  });
});
