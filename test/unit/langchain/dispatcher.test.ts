import { MemorySaver } from "@langchain/langgraph";
import { openSallyport, type Sallyport, signDecision, signEdit } from "@sallyport/sdk";
import {
  adaptHumanInTheLoop,
  createDispatcher,
  type DispatchableAgent,
  type DispatcherOptions,
  type EndedRun,
  guardTool,
  sallyportMiddleware,
} from "@sallyport/sdk/langchain";
import {
  type AgentMiddleware,
  AIMessage,
  createAgent,
  fakeModel,
  HumanMessage,
  humanInTheLoopMiddleware,
  tool,
} from "langchain";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openCheckpointer } from "./open-checkpointer.ts";
import { type RunStore, runStoreKinds } from "./run-stores.ts";
import { createWorld } from "./world.ts";

const iban = ["GB29", "NWBK", "6016", "1331", "9268", "19"].join("");
const opened: Sallyport[] = [];
const checkpointers: ReturnType<typeof openCheckpointer>[] = [];
afterEach(async () => {
  for (const sallyport of opened.splice(0)) await sallyport.close();
  for (const checkpointer of checkpointers.splice(0)) {
    await ("db" in checkpointer ? checkpointer.db.close() : checkpointer.end());
  }
});

const pay = (id: string, amount: number) => ({ name: "pay", args: { to: iban, amount }, id });

/** One home that processes share, and what its agents have paid. */
async function openPayWorld(store: RunStore) {
  const world = await createWorld({ "a.md": "Nothing here." });
  const address = await store.create();
  const paid: number[] = [];
  opened.push(world.sallyport);

  /** The agent's process; each has its own connections, and its own model that goes on with these answers. */
  async function openProcess(
    turns: readonly (readonly ReturnType<typeof pay>[] | string)[],
    more: Partial<DispatcherOptions> = {},
    front?: AgentMiddleware,
    isIdempotent = false,
  ) {
    const sallyport = await openSallyport(world.options);
    opened.push(sallyport);
    const payTool = tool(
      async ({ amount }) => {
        paid.push(amount);
        return "paid";
      },
      { name: "pay", description: "Pays money.", schema: z.object({ to: z.string(), amount: z.int() }) },
    );
    await sallyport.registerConnector({ name: "bank", owner: "olga", trust: "untrusted" });
    await sallyport.registerTool(
      guardTool(payTool, {
        connector: "bank",
        impact: "high",
        reversible: false,
        audience: "external",
        isIdempotent,
        steering: { destination: "/to", amount: "/amount" },
      }),
    );
    const ended: EndedRun[] = [];
    const checkpointer = openCheckpointer(address);
    checkpointers.push(checkpointer);
    const dispatcher = createDispatcher({
      sallyport,
      checkpointer,
      createAgent: (session): DispatchableAgent => {
        const guard = sallyportMiddleware({ session, approvals: "interrupt" });
        const model = turns.reduce(
          (model, turn) =>
            typeof turn === "string" ? model.respond(new AIMessage(turn)) : model.respondWithTools([...turn]),
          fakeModel(),
        );
        const agent = { model, tools: [payTool] };
        return front === undefined
          ? createAgent({ ...agent, middleware: [guard] })
          : createAgent({ ...agent, middleware: [front, guard] });
      },
      onEnd: async (run) => void ended.push(run),
      ...more,
    });
    const start = async (thread: string | undefined = "t1") => {
      const token = (await sallyport.localIssuer?.issueToken("acme", "ben")) ?? "";
      const session = await sallyport.startSession({
        token,
        agent: "helper",
        ...(thread === "" ? {} : { thread }),
      });
      return dispatcher.start(session, [new HumanMessage(`Pay 5.00 to ${iban}.`)]);
    };
    return { sallyport, dispatcher, start, ended };
  }

  async function decide(id: string, decision: "approve" | "deny" = "approve") {
    const request = await world.sallyport.approvals.find(id);
    return world.sallyport.approvals.decide(
      signDecision(world.sallyport.terminalKey, {
        requestId: id,
        argumentsDigest: request?.argumentsDigest ?? "sha256:none",
        decision,
        approver: "ada",
        tenant: "acme",
        verifiedBy: "test",
        at: Date.now(),
      }),
    );
  }
  return { ...world, openProcess, decide, paid };
}

const textsOf = (run: EndedRun | undefined) => run?.messages.map(({ text }) => text) ?? [];

describe.for(runStoreKinds)("a dispatcher on $name", ({ name, missing, open }) => {
  if (missing !== undefined) return it.skip(`needs ${missing}`);
  let store: RunStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store?.close());

  it(`[G2] resumes in another process what people have approved, and runs it once (${name})`, async () => {
    const world = await openPayWorld(store);
    const first = await world.openProcess([[pay("c1", 500)]]);
    const waiting = await first.start();
    if (waiting.type !== "waiting") throw new Error("The run did not wait.");
    expect(waiting.approvals).toHaveLength(1);

    const second = await world.openProcess(["Paid."]);
    expect(await second.dispatcher.resumeDue()).toEqual([]);
    await world.decide(waiting.approvals[0] ?? "");
    const third = await world.openProcess(["Paid."]);
    const moved = await Promise.all([second, third].map(({ dispatcher }) => dispatcher.resumeDue()));
    expect(moved.flat()).toHaveLength(1);
    expect(textsOf(moved.flat()[0] as EndedRun).at(-1)).toBe("Paid.");
    expect([...second.ended, ...third.ended]).toHaveLength(1);
    expect(world.paid).toEqual([500]);
    expect(await first.dispatcher.resumeDue()).toEqual([]);
  });

  it(`[G2] waits for what another process has begun, and runs it again when that has died and it may (${name})`, async () => {
    const world = await openPayWorld(store);
    const first = await world.openProcess([[pay("c1", 500)]], {}, undefined, true);
    const waiting = await first.start();
    const [id = ""] = waiting.type === "waiting" ? waiting.approvals : [];
    await world.decide(id);
    const request = await world.sallyport.approvals.find(id);
    if (request === undefined) throw new Error("Nothing was asked.");
    const second = await world.openProcess(["Paid."], {}, undefined, true);
    // A process that is killed while it pays.
    const begun = await world.sallyport.approvals.consume(id, request, 3_000);
    expect(begun).toMatchObject({ type: "granted" });
    expect(await second.dispatcher.resumeDue()).toMatchObject([{ type: "waiting" }]);
    expect(world.paid).toEqual([]);

    let run: EndedRun | undefined;
    while (run === undefined) {
      const [moved] = await second.dispatcher.resumeDue();
      if (moved?.type === "ended") run = moved;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(world.paid).toEqual([500]);
    expect(textsOf(run).at(-1)).toBe("Paid.");
  });

  it("resumes parallel calls one by one, each with its own answer", async () => {
    const world = await openPayWorld(store);
    const first = await world.openProcess([[pay("c1", 500), pay("c2", 700)], "Done."]);
    const waiting = await first.start();
    if (waiting.type !== "waiting") throw new Error("The run did not wait.");
    const requests = await Promise.all(waiting.approvals.map((id) => world.sallyport.approvals.find(id)));
    const idOf = (callId: string) => requests.find((request) => request?.callId === callId)?.id ?? "";

    await world.decide(idOf("c2"));
    const next = await world.openProcess(["Done."]);
    expect(await next.dispatcher.resumeDue()).toMatchObject([{ type: "waiting", approvals: [idOf("c1")] }]);
    expect(world.paid).toEqual([700]);
    expect(await next.dispatcher.resumeDue()).toEqual([]);

    await world.decide(idOf("c1"), "deny");
    const last = await world.openProcess(["Done."]);
    const [ended] = (await last.dispatcher.resumeDue()) as EndedRun[];
    expect(textsOf(ended).filter((text) => text.startsWith("[approval-denied]"))).toHaveLength(1);
    expect(textsOf(ended).at(-1)).toBe("Done.");
    expect(world.paid).toEqual([700]);
  });

  it("goes along when people put less in place of what was asked", async () => {
    const world = await openPayWorld(store);
    const waiting = await (await world.openProcess([[pay("c1", 500)]])).start();
    if (waiting.type !== "waiting") throw new Error("The run did not wait.");
    const { approvals, terminalKey } = world.sallyport;
    const edited = await approvals.narrow(
      signEdit(terminalKey, {
        requestId: waiting.approvals[0] ?? "",
        arguments: { to: iban, amount: 300 },
        editor: "ben",
        tenant: "acme",
        verifiedBy: "test",
        at: Date.now(),
      }),
    );
    if ("code" in edited) throw new Error(edited.message);
    const next = await world.openProcess(["Paid less."]);
    expect(await next.dispatcher.resumeDue()).toMatchObject([{ type: "waiting", approvals: [edited.id] }]);
    await world.decide(edited.id);
    const last = await world.openProcess(["Paid less."]);
    expect(await last.dispatcher.resumeDue()).toMatchObject([{ type: "ended" }]);
    expect(world.paid).toEqual([300]);
  });

  it("ends a run whose authority is gone, and runs nothing", async () => {
    const world = await openPayWorld(store);
    const first = await world.openProcess([[pay("c1", 500)]]);
    const waiting = await first.start();
    if (waiting.type !== "waiting") throw new Error("The run did not wait.");
    await world.decide(waiting.approvals[0] ?? "");
    const subject = { kind: "session", subject: waiting.session } as const;
    await world.sallyport.revocations.revoke({ ...subject, reason: "stop", actor: "ada" });
    const next = await world.openProcess(["Paid."]);
    const [ended] = (await next.dispatcher.resumeDue()) as EndedRun[];
    expect(ended).toMatchObject({
      type: "ended",
      messages: [],
      code: expect.stringMatching(/^ERR_IDENTITY_/),
    });
    expect(next.ended).toHaveLength(1);
    expect(await next.dispatcher.resumeDue()).toEqual([]);
    expect(world.paid).toEqual([]);
    expect(await world.sallyport.approvals.state(waiting.approvals[0] ?? "")).toBe("cancelled");
  });

  it("[G8] ends, once, a run whose request was changed by hand", async () => {
    const world = await openPayWorld(store);
    const waiting = await (await world.openProcess([[pay("c1", 500)]])).start();
    await world.sallyport.storage
      .updateTable("approval_request")
      .set({ request_json: "{}", state: "approved" })
      .execute();
    const subject = { kind: "session", subject: waiting.session } as const;
    await world.sallyport.revocations.revoke({ ...subject, reason: "stop", actor: "ada" });
    const next = await world.openProcess(["Paid."]);
    expect(await next.dispatcher.resumeDue()).toMatchObject([{ type: "ended", messages: [] }]);
    expect(await next.dispatcher.resumeDue()).toEqual([]);
    expect(next.ended).toHaveLength(1);
    expect(world.paid).toEqual([]);
  });

  it("[G8] tells the model at once of a request that was changed by hand", async () => {
    const world = await openPayWorld(store);
    await (await world.openProcess([[pay("c1", 500)]])).start();
    await world.sallyport.storage
      .updateTable("approval_request")
      .set({ request_json: "{}", state: "approved" })
      .execute();
    const next = await world.openProcess(["I could not pay it."]);
    const [ended] = (await next.dispatcher.resumeDue()) as EndedRun[];
    expect(textsOf(ended).at(-1)).toBe("I could not pay it.");
    expect(textsOf(ended).at(-2)).toContain("[not-evaluable]");
    expect(world.paid).toEqual([]);
  });

  it("takes the next message only once the run has ended, and goes on with the conversation then", async () => {
    const world = await openPayWorld(store);
    const first = await world.openProcess([[pay("c1", 500)], "Denied."]);
    const waiting = await first.start();
    await expect(first.start()).rejects.toMatchObject({ code: "ERR_LANGCHAIN_RUN_BUSY" });
    if (waiting.type === "waiting") await world.sallyport.approvals.cancel(waiting.approvals[0] ?? "", "ben");
    const second = await world.openProcess(["Never mind."]);
    await second.dispatcher.resumeDue();
    const third = await world.openProcess(["Hello again."]);
    const ended = await third.start();
    expect((ended as EndedRun).messages.filter(({ type }) => type === "human")).toHaveLength(2);
    expect(textsOf(ended as EndedRun).at(-1)).toBe("Hello again.");
  });

  it("tries again what fails, tells an end that was not taken once more, and gives up in the end", async () => {
    const world = await openPayWorld(store);
    let now = Date.now();
    let isTaken = false;
    const clock = () => now;
    const onEnd = async () => {
      if (!isTaken) throw new Error("The app is down.");
    };
    const { start } = await world.openProcess(["Hello."], { onEnd, clock });
    await expect(start()).rejects.toThrow("The app is down.");
    const next = await world.openProcess([], { onEnd, clock });
    expect(await next.dispatcher.resumeDue()).toEqual([]);
    now += 60_000;
    isTaken = true;
    expect(await next.dispatcher.resumeDue()).toMatchObject([{ type: "ended" }]);

    const broken = await world.openProcess([], { clock });
    await expect(broken.start("t2")).rejects.toThrow();
    for (let attempt = 0; attempt < 10; attempt++) {
      now += 10 * 60_000;
      await broken.dispatcher.resumeDue();
    }
    expect(broken.ended).toMatchObject([{ messages: [], code: "unknown" }]);
  });

  it("passes on what LangChain's own middleware interrupts, so that the gate can ask", async () => {
    const world = await openPayWorld(store);
    const interruptOn = { pay: true };
    const own = humanInTheLoopMiddleware as unknown as (options: object) => AgentMiddleware;
    const humanInTheLoop = adaptHumanInTheLoop({
      interruptOn,
      ask: { groups: ["finance-approvers"] },
      warn: () => {},
    });
    const front = own({ interruptOn });
    const first = await world.openProcess([[pay("c1", 500)]], { humanInTheLoop }, front);
    const waiting = await first.start();
    if (waiting.type !== "waiting") throw new Error("The run did not wait.");
    await world.decide(waiting.approvals[0] ?? "");
    const second = await world.openProcess(["Paid."], { humanInTheLoop }, front);
    expect(await second.dispatcher.resumeDue()).toMatchObject([{ type: "ended" }]);
    expect(world.paid).toEqual([500]);

    const without = await world.openProcess([[pay("c2", 500)]], {}, front);
    expect(await without.start("t2")).toMatchObject({ code: "ERR_LANGCHAIN_OTHER_INTERRUPT" });
    expect(world.paid).toEqual([500]);
  });

  it("refuses what would not outlive the process", async () => {
    const world = await openPayWorld(store);
    const checkpointer = new MemorySaver();
    await expect(world.openProcess([], { checkpointer })).rejects.toMatchObject({
      code: "ERR_LANGCHAIN_VOLATILE_CHECKPOINTER",
    });
    const trying = await world.openProcess(["Hello."], {
      checkpointer,
      dangerouslyAllowVolatileCheckpointer: true,
    });
    await expect(trying.start("")).rejects.toMatchObject({ code: "ERR_LANGCHAIN_SESSION_NOT_DURABLE" });
    expect(await trying.start()).toMatchObject({ type: "ended" });
  });
});
