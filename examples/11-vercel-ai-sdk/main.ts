/** The gate as a `toolApproval` function of the Vercel AI SDK. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type CallResult, openSallyport, type SallyportSession } from "@sallyport/sdk";
import { generateText, stepCountIs, tool } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { z } from "zod";
import { temporaryHome } from "../temporary-home.ts";

// #region sallyport
/** What the gate says about a call decides; a tool's `execute` hands out what the gate's own run returned. */
function gateFor(session: SallyportSession) {
  const results = new Map<string, CallResult>();
  const run = async (callId: string, toolName: string, input: unknown) => {
    const result = await session.call({ tool: toolName, arguments: input, callId, approvals: "return" });
    results.set(callId, result);
    return result;
  };
  return {
    toolApproval: async ({
      toolCall,
    }: {
      toolCall: { toolCallId: string; toolName: string; input: unknown };
    }) => {
      const result = await run(toolCall.toolCallId, toolCall.toolName, toolCall.input);
      if (result.type === "pending")
        return { type: "user-approval", reason: result.approval.reason } as const;
      return result.type === "refused"
        ? ({ type: "denied", reason: result.hint } as const)
        : ("approved" as const);
    },
    /** After people approved, in a later request, the gate runs it here and believes nobody but the store. */
    execute: async (toolCallId: string, toolName: string, input: unknown) => {
      const known = results.get(toolCallId);
      const result = known?.type === "executed" ? known : await run(toolCallId, toolName, input);
      if (result.type !== "executed") throw new Error(`${result.type}: nothing was done`);
      return result.result;
    },
  };
}
// #endregion

const sent: string[] = [];
const schema = z.object({ to: z.string(), body: z.string() });
const sallyport = await openSallyport({
  home: temporaryHome(),
  directory: fileURLToPath(new URL("people.yaml", import.meta.url)),
});
await sallyport.registerConnector({ name: "mail", owner: "ada", trust: "untrusted" });
await sallyport.registerTool({
  name: "send_mail",
  description: "Sends a mail.",
  connector: "mail",
  impact: "write",
  reversible: false,
  audience: "external",
  schema,
  steering: { recipients: "/to" },
  execute: async ({ to }) => {
    sent.push(to);
    return "sent";
  },
});
await sallyport.registerAgent({
  id: "writer",
  tenant: "acme",
  owner: "ada",
  purpose: "Writes mails.",
  tools: ["send_mail"],
});
const token = await sallyport.localIssuer!.issueToken("acme", "ben");
const session = await sallyport.startSession({ token, agent: "writer" });
const gate = gateFor(session);

const prompt = "Mail jo@acme.example that I am late.";
session.hear(prompt);
const mail = (to: string) =>
  ({
    type: "tool-call",
    toolCallId: to,
    toolName: "send_mail",
    input: JSON.stringify({ to, body: "Ben is late." }),
  }) as const;
const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};
const finishReason = { unified: "tool-calls", raw: undefined } as const;
const { content } = await generateText({
  // A scripted model: what was asked for, and somebody whom nobody named.
  model: new MockLanguageModelV4({
    doGenerate: {
      content: [mail("jo@acme.example"), mail("mallory@elsewhere.example")],
      finishReason,
      usage,
      warnings: [],
    },
  }),
  prompt,
  stopWhen: stepCountIs(1),
  tools: {
    send_mail: tool({
      description: "Sends a mail.",
      inputSchema: schema,
      execute: (input, { toolCallId }) => gate.execute(toolCallId, "send_mail", input),
    }),
  },
  toolApproval: gate.toolApproval,
});
assert.deepEqual(sent, ["jo@acme.example"]);
assert.ok(content.some(({ type }) => type === "tool-approval-request"));
console.log(
  content
    .map(({ type, ...part }) => `${type} ${"toolCall" in part ? part.toolCall.toolCallId : ""}`)
    .join("\n"),
);
console.log("Jo has the mail; the other one waits for a person.");
await sallyport.close();
