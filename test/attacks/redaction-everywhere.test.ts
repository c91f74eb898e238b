import { join } from "node:path";
import { type CallResult, exportLedger } from "@sallyport/sdk";
import { AIMessage, createAgent, fakeModel, HumanMessage } from "langchain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sallyportMiddleware, searchTool, showMessages } from "../../sdk/src/langchain/index.ts";
import { until } from "../e2e/slack/world.ts";
import { run } from "../unit/cli/run.ts";
import { allOf, mail, values, valuesIn } from "./redaction-values.ts";
import { openEverywhere, tools } from "./redaction-world.ts";

const places = [
  "text",
  "file",
  "title",
  "purpose",
  "argument",
  "result",
  "error",
  "deny",
  "revoke",
  "ask",
  "id",
];
const mails = Object.fromEntries(places.map((place) => [`mail:${place}`, mail(place)]));

/** What left, by the way that it took. */
const left: { readonly way: string; readonly text: string }[] = [];
function leave(way: string, what: unknown): void {
  left.push({ way, text: typeof what === "string" ? what : (JSON.stringify(what) ?? "") });
}

let world: Awaited<ReturnType<typeof openEverywhere>>;
beforeAll(async () => {
  world = await openEverywhere((line) => leave("the bot's log", line));
}, 60_000);
afterAll(() => world.close());

async function startSession(thread: string) {
  const token = (await world.sallyport.localIssuer?.issueToken("acme", "ben")) ?? "";
  return world.sallyport.startSession({
    ...{ token, agent: "helper", thread: `${thread} ${mail("purpose")}` },
    purpose: `For ${allOf(mail("purpose"))}`,
  });
}

describe("values that were planted everywhere", () => {
  it("[G6] come to no model", async () => {
    const session = await startSession("model");
    leave("search: hits", (await session.search("notes contact")).hits);
    const model = fakeModel()
      .respondWithTools([{ name: "search_documents", args: { query: "notes contact" }, id: "c1" }])
      .respondWithTools([{ name: "look_up", args: {}, id: "c2" }])
      .respondWithTools([{ name: "crash", args: {}, id: "c3" }])
      .respondWithTools([{ name: mail("argument"), args: { [mail("argument")]: 1 }, id: mail("argument") }])
      .respondWithTools([{ name: "pay", args: { account: "AC-1", note: "x" }, id: "c4" }])
      .respond(new AIMessage(allOf(mail("text"))));
    const agent = createAgent({
      model,
      tools: [searchTool({ session }), ...Object.values(tools)],
      middleware: [sallyportMiddleware({ session, approvals: "return" })],
    });
    const { messages } = await agent.invoke({ messages: [new HumanMessage("What do the notes say?")] });
    // What the model itself wrote is left aside here: nothing kept it from having it.
    const said = model.calls.flatMap((call) => call.messages.filter((each) => !AIMessage.isInstance(each)));
    leave(
      "model: what it is given",
      said.map((each) => [each.content, each.additional_kwargs]),
    );
    leave(
      "messages: artifacts",
      messages.map((each) => Reflect.get(each, "artifact")),
    );
    leave("answer: whole", messages.at(-1));
    for await (const piece of session.streamAnswer(letterByLetter(allOf(mail("text")))))
      leave("answer: streamed", piece);
    leave(
      "answer: streamed",
      left
        .filter(({ way }) => way === "answer: streamed")
        .map(({ text }) => text)
        .join(""),
    );
    const stream = (async function* () {
      for await (const piece of letterByLetter(allOf(mail("text"))))
        yield [new AIMessage({ id: "m", content: piece }), {}] as const;
    })();
    let shown = "";
    for await (const [message] of showMessages(stream as never, session)) shown += message.text;
    leave("answer: showMessages", shown);
    expect(shown).toContain("[EMAIL]");
    expect(leaks(/^(?:search|model|messages|answer)/)).toEqual([]);
  }, 60_000);

  it("[G6] come to no card, receipt, log, command line or error, but for what people are shown on purpose", async () => {
    const session = await startSession("calls");
    const ask = { groups: ["finance-approvers"], reason: `Because of ${mail("ask")}` } as const;
    session.hear(`Pay AC-1. Note: ${allOf(mail("argument")).replace(/Token.*/, "")}`);
    const note = `Note: ${allOf(mail("argument")).replace(/Token.*/, "")}`;
    const pay = (callId: string, account = "AC-1", text = note) =>
      session.call({ tool: "pay", arguments: { account, note: text }, callId, approvals: "return", ask });
    const approved = await approvalOf(await pay("approved"));
    const denied = await approvalOf(await pay("denied", "AC-2"));
    const expired = await approvalOf(await pay("expired", "AC-3"));
    await world.sallyport.approvals.cancel(expired.id, "ben");

    await world.simulator.click(world.people.ada!, await cardOf(approved.id), "sallyport.details");
    for (const who of [world.people.ada!, world.people.sena!])
      await world.simulator.click(who, await cardOf(approved.id), "sallyport.approve");
    await until(
      async () => (await world.sallyport.approvals.state(approved.id)) === "approved",
      "the approval",
    );
    await world.simulator.click(world.people.ada!, await cardOf(denied.id), "sallyport.deny");
    leave("cards: details", world.simulator.openViewOf(world.people.ada!));
    const modal = () => JSON.stringify(world.simulator.openViewOf(world.people.ada!)?.view ?? "");
    await until(() => modal().includes("Why not?"), "the modal");
    await world.simulator.submit(world.people.ada!, world.simulator.openViewOf(world.people.ada!)!, {
      text: allOf(mail("deny")),
    });
    await until(
      async () => (await world.sallyport.approvals.state(denied.id)) === "denied",
      `the denial ${modal()}`,
    );
    await world.simulator.openHome(world.people.sena!);

    for (const result of [await pay("approved"), await pay("approved"), await pay("denied", "AC-2")])
      leave("model: results", result);
    leave("model: results", await pay("secret", "AC-4", `Token ${values.token}`));
    for (const name of ["crash", "look_up", mail("argument"), values.token])
      leave(
        "model: results",
        await session.call({ tool: name, arguments: {}, callId: name, approvals: "return" }),
      );
    await world.sallyport.revocations.revoke({
      ...{ kind: "user", subject: "ben", tenant: "acme", actor: "ada" },
      reason: `Left; see ${allOf(mail("revoke"))}`,
    });
    leave("model: results", await pay("revoked"));
    await session.search("x").catch((error: unknown) => leave("errors", told(error)));
    await until(() => textOf(world.simulator.workspace.messages).includes("Denied"), "the record");

    const receipts = await world.sallyport.storage.selectFrom("receipt").selectAll().execute();
    leave("receipts: stored", receipts);
    leave("receipts: exported", await exportLedger({ storage: world.sallyport.storage }));
    leave("cards", textOf(world.simulator.workspace.messages) + textOf(world.simulator.workspace.ephemerals));
    leave(
      "cards: views",
      [...Object.values(world.people)].map((user) => world.simulator.openViewOf(user)),
    );
    await commandLine(
      session.id,
      receipts.map(({ writer, sequence }) => `${writer}:${sequence}`),
      approved.id,
    );
    expect(leaks(/./, isMeant)).toEqual([]);
    // And they got there at all.
    for (const [way, shown] of [
      ["receipts: exported", "[EMAIL]"],
      ["cards", "••••"],
      ["sallyport search --as", "[[EMAIL_"],
      ["sallyport trace", "[EMAIL]"],
      ["sallyport revocations", "[SECRET]"],
      ["the bot's log", '"from":"bolt"'],
      ["errors", "ERR_IDENTITY_REVOKED"],
      ["model: results", "secret-in-arguments"],
      ["model: results", "tool-failed"],
    ] as const)
      expect(
        left.some((each) => each.way.startsWith(way) && each.text.includes(shown)),
        way,
      ).toBe(true);
  }, 120_000);
});

async function approvalOf(result: CallResult) {
  if (result.type !== "pending") throw new Error(`The call was ${result.type}: ${JSON.stringify(result)}`);
  return result.approval;
}

async function cardOf(id: string) {
  const find = () =>
    world.simulator.workspace.messages.find(({ metadata }) => metadata?.event_payload.id === id);
  await until(() => find() !== undefined, "the card");
  return find()!;
}

const textOf = (all: readonly unknown[]) => JSON.stringify(all);
const told = (error: unknown) =>
  error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : String(error);

async function commandLine(session: string, receipts: readonly string[], approval: string) {
  const config = ["--config", join(world.folder, "sallyport.config.json")];
  const commands = [
    ["agents"],
    ["connectors"],
    ["tools", "list"],
    ["labels"],
    ["approvals"],
    ["approvals", "load"],
    ["revocations"],
    ["receipts", "query"],
    ["receipts", "export"],
    ["trace", session],
    ...receipts.slice(-12).map((id) => ["why", id]),
    ["gate", "report"],
    ["search", "--as", "ada", "notes contact"],
    ["can", "ada", "read", `hr/Zorblatt_Quixano/${mail("file")}.md`],
    ["why", "nothing"],
    ["approvals", "resolve", approval, "--as", "ada"],
  ];
  for (const command of commands)
    for (const form of [[], ["--json"]]) {
      const { out, err } = await run([...config, ...form, ...command]);
      leave(`sallyport ${command[0]} ${command[0] === "why" ? "" : (command[1] ?? "")}`.trim(), out + err);
    }
}

/** What is shown on purpose, and why. */
function isMeant(way: string, value: string): boolean {
  // What an agent is for is the operator's own configuration, and shown to nobody else.
  return way === "sallyport agents" && value === "mail:purpose";
}

async function* letterByLetter(text: string) {
  for (const letter of text) yield letter;
}

/** Every value in what left this way, and one excerpt. */
function leaks(way: RegExp, allowed: (way: string, value: string) => boolean = () => false) {
  return left
    .filter((each) => way.test(each.way))
    .flatMap((each) => valuesIn(each.text, mails).map((value) => ({ way: each.way, value })))
    .filter(({ way, value }) => !allowed(way, value))
    .map(({ way, value }) => `${way}: ${value}`)
    .filter((each, index, all) => all.indexOf(each) === index);
}
