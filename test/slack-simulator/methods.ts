import { randomBytes } from "node:crypto";
import { homeView, messageBlocks, modalView, type SimulatedBlock } from "./block-kit.ts";
import type { OpenView, SimulatedMessage, SimulatedWorkspace } from "./workspace.ts";

export type Arguments = Readonly<Record<string, unknown>>;
type Answer =
  | { readonly ok: true; readonly [key: string]: unknown }
  | { readonly ok: false; readonly error: string };

const refuse = (error: string, detail?: unknown): Answer => ({
  ok: false,
  error,
  ...(detail === undefined ? {} : { response_metadata: { messages: [String(detail)] } }),
});

/** The Web API methods that the bot uses, with the refusals that Slack documents for them. */
export const methods: Readonly<Record<string, (workspace: SimulatedWorkspace, args: Arguments) => Answer>> = {
  "auth.test": ({ team, botUser, bot }) => ({ ok: true, team_id: team, user_id: botUser, bot_id: bot }),

  "users.info": ({ users }, { user }) => {
    const found = users.get(String(user));
    return found === undefined ? refuse("user_not_found") : { ok: true, user: { ...found } };
  },

  "conversations.info": ({ channels }, { channel }) => {
    const found = channels.get(String(channel));
    return found === undefined ? refuse("channel_not_found") : { ok: true, channel: { ...found } };
  },

  "conversations.history": ({ messages }, { channel, oldest = "0" }) => ({
    ok: true,
    messages: messages
      .filter(
        (each) =>
          each.channel === channel && each.thread_ts === undefined && Number(each.ts) >= Number(oldest),
      )
      .reverse(),
  }),

  "conversations.replies": ({ messages }, { channel, ts }) => ({
    ok: true,
    messages: messages.filter(
      (each) => each.channel === channel && (each.ts === ts || each.thread_ts === ts),
    ),
  }),

  "chat.postMessage": (workspace, args) => {
    const channel = String(args.channel);
    if (!workspace.channels.has(channel) && !workspace.users.has(channel)) return refuse("channel_not_found");
    const content = readContent(args);
    if ("ok" in content) return content;
    const message: SimulatedMessage = {
      ts: workspace.nextTs(),
      channel,
      updates: 0,
      parse: args.parse as string | undefined,
      ...content,
      ...(args.thread_ts === undefined
        ? {}
        : { thread_ts: String(args.thread_ts), reply_broadcast: args.reply_broadcast === true }),
      ...(args.metadata === undefined
        ? {}
        : { metadata: args.metadata as NonNullable<SimulatedMessage["metadata"]> }),
    };
    workspace.messages.push(message);
    return { ok: true, channel, ts: message.ts };
  },

  "chat.update": ({ messages }, args) => {
    const message = messages.find(({ channel, ts }) => channel === args.channel && ts === args.ts);
    if (message === undefined) return refuse("message_not_found");
    const content = readContent(args);
    if ("ok" in content) return content;
    if (content.text.length > 4000) return refuse("msg_too_long");
    Object.assign(message, content, { updates: message.updates + 1 });
    return { ok: true, channel: message.channel, ts: message.ts };
  },

  "chat.postEphemeral": ({ channels, users, ephemerals }, args) => {
    const [channel, user] = [String(args.channel), String(args.user)];
    if (!channels.has(channel)) return refuse("channel_not_found");
    if (!users.has(user)) return refuse("user_not_in_channel");
    const content = readContent(args);
    if ("ok" in content) return content;
    ephemerals.push({ channel, user, ...content });
    return { ok: true, message_ts: "0" };
  },

  /** A modal of its own: what was open before is gone. */
  "views.open": (workspace, args) =>
    openView(workspace, args, (under) => {
      for (const { id } of under) workspace.views.delete(id);
      return undefined;
    }),

  "views.push": (workspace, args) =>
    openView(workspace, args, (under) => {
      if (under.length === 0) return "not_found";
      return under.length >= 3 ? "push_limit_reached" : undefined;
    }),

  "views.update": ({ views }, { view_id, hash, view }) => {
    const opened = views.get(String(view_id));
    if (opened === undefined) return refuse("not_found");
    if (hash !== undefined && hash !== opened.hash) return refuse("hash_conflict");
    const parsed = modalView.safeParse(view);
    if (!parsed.success) return refuse("invalid_arguments", parsed.error);
    Object.assign(opened, { view: parsed.data, hash: newHash() });
    return { ok: true, view: { ...parsed.data, id: opened.id, hash: opened.hash } };
  },

  "views.publish": ({ homes, users }, { user_id, view }) => {
    if (!users.has(String(user_id))) return refuse("user_not_found");
    const parsed = homeView.safeParse(view);
    if (!parsed.success) return refuse("invalid_arguments", parsed.error);
    homes.set(String(user_id), parsed.data);
    return { ok: true, view: parsed.data };
  },
};

function openView(
  workspace: SimulatedWorkspace,
  { trigger_id, view }: Arguments,
  prepare: (under: readonly OpenView[]) => string | undefined,
): Answer {
  const used = workspace.useTrigger(String(trigger_id));
  if (typeof used === "string") return refuse(used);
  const parsed = modalView.safeParse(view);
  if (!parsed.success) return refuse("invalid_arguments", parsed.error);
  const refused = prepare([...workspace.views.values()].filter(({ user }) => user === used.user));
  if (refused) return refuse(refused);
  const id = `V${randomBytes(5).toString("hex")}`;
  const opened = { id, hash: newHash(), user: used.user, view: parsed.data };
  workspace.views.set(opened.id, opened);
  return { ok: true, view: { ...parsed.data, id: opened.id, hash: opened.hash } };
}

function newHash(): string {
  return randomBytes(8).toString("hex");
}

function readContent(args: Arguments): { text: string; blocks: readonly SimulatedBlock[] } | Answer {
  const text = typeof args.text === "string" ? args.text : "";
  if (args.blocks === undefined) return text === "" ? refuse("no_text") : { text, blocks: [] };
  const parsed = messageBlocks.safeParse(args.blocks);
  if (!parsed.success) return refuse("invalid_blocks", parsed.error);
  return { text, blocks: parsed.data };
}
