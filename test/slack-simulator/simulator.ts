import { modalView, type SimulatedBlock } from "./block-kit.ts";
import { startWebApi, type WebApi } from "./server.ts";
import { Sockets } from "./sockets.ts";
import { type Acknowledgement, overHttp, overSocket, type Transport } from "./transport.ts";
import { type OpenView, type SimulatedMessage, type SimulatedUser, SimulatedWorkspace } from "./workspace.ts";

export interface SimulatorOptions {
  /** Enforce Slack's rate limits. */
  readonly isLimited?: boolean;
}

/** A Slack workspace on this host, strict where Slack is, with people who click. */
export class SlackSimulator {
  readonly workspace: SimulatedWorkspace;
  readonly api: WebApi;
  readonly sockets: Sockets;
  readonly #workspaces: SimulatedWorkspace[];
  #transport: Transport | undefined;

  private constructor(
    workspace: SimulatedWorkspace,
    api: WebApi,
    sockets: Sockets,
    workspaces: SimulatedWorkspace[],
  ) {
    this.#workspaces = workspaces;
    this.workspace = workspace;
    this.api = api;
    this.sockets = sockets;
  }

  static async start({ isLimited = false }: SimulatorOptions = {}): Promise<SlackSimulator> {
    const workspace = new SimulatedWorkspace();
    const workspaces = [workspace];
    let socketUrl = "";
    const api = await startWebApi(workspaces, workspace.app, { isLimited, socketUrl: () => socketUrl });
    socketUrl = `${api.url.replace("http:", "ws:").replace("/api/", "")}/link`;
    return new SlackSimulator(workspace, api, new Sockets(api.server), workspaces);
  }

  /** Another company's workspace, with the same app on the same Slack. Connect and close the first one. */
  addWorkspace(team: string): SlackSimulator {
    const workspace = new SimulatedWorkspace(team, this.workspace.app);
    this.#workspaces.push(workspace);
    return new SlackSimulator(workspace, this.api, this.sockets, this.#workspaces);
  }

  /** To where the other one's app is: it is the same app. */
  connectLike(other: SlackSimulator): void {
    this.#transport = other.#transport;
  }

  /** Slack knows from now on where the app is: at these addresses, or at the other end of its sockets. */
  connect(urls: readonly string[] | "socket"): void {
    this.#transport = urls === "socket" ? overSocket(this.sockets) : overHttp(this.workspace, urls);
  }

  /** What Slack sends when somebody clicks a button on a message. */
  clickPayload(user: SimulatedUser, message: SimulatedMessage, action: string, value?: string): object {
    const button = findButton(message.blocks, action);
    if (button === undefined && value === undefined) throw new Error(`There is no ${action} on the message.`);
    return {
      ...this.#common(user),
      type: "block_actions",
      trigger_id: this.workspace.issueTrigger(user.id),
      container: {
        type: "message",
        message_ts: message.ts,
        channel_id: message.channel,
        is_ephemeral: false,
      },
      channel: { id: message.channel, name: this.workspace.channels.get(message.channel)?.name ?? "" },
      message: { ts: message.ts, text: message.text, blocks: message.blocks },
      actions: [
        {
          type: "button",
          action_id: action,
          block_id: "b",
          action_ts: this.workspace.nextTs(),
          value: value ?? button?.value,
        },
      ],
    };
  }

  click(
    user: SimulatedUser,
    message: SimulatedMessage,
    action: string,
    value?: string,
  ): Promise<Acknowledgement> {
    return this.send("interactive", this.clickPayload(user, message, action, value));
  }

  /** A button in the app's Home. */
  clickInHome(user: SimulatedUser, action: string, value?: string): Promise<Acknowledgement> {
    const view = this.workspace.homes.get(user.id);
    if (view === undefined) throw new Error("The Home was not drawn.");
    return this.clickInView(user, { id: `VHOME${user.id}`, hash: "", user: user.id, view }, action, value);
  }

  /** A button in an open modal. */
  clickInView(
    user: SimulatedUser,
    opened: OpenView,
    action: string,
    wanted?: string,
  ): Promise<Acknowledgement> {
    const button = findButton(opened.view.blocks, action, wanted);
    if (button === undefined) throw new Error(`There is no ${action} in the view.`);
    return this.send("interactive", {
      ...this.#common(user),
      type: "block_actions",
      trigger_id: this.workspace.issueTrigger(user.id),
      container: { type: "view", view_id: opened.id },
      view: this.#viewPayload(opened),
      actions: [
        {
          type: "button",
          action_id: action,
          block_id: "b",
          action_ts: this.workspace.nextTs(),
          value: button.value,
        },
      ],
    });
  }

  /** Presses the modal's submit button; what Slack's client checks by itself is checked here. */
  async submit(user: SimulatedUser, opened: OpenView, values: Readonly<Record<string, string>> = {}) {
    const { view } = opened;
    if (view.type !== "modal" || view.submit === undefined) throw new Error("The modal cannot be submitted.");
    const inputs = view.blocks.flatMap((block) => (block.type === "input" ? [block] : []));
    for (const { element, optional } of inputs) {
      const value = values[element.action_id] ?? "";
      if (optional !== true && value === "") throw new Error("The modal demands a value.");
      if (value.length < (element.min_length ?? 0) || value.length > (element.max_length ?? 3000))
        throw new Error("The value is too short or too long.");
    }
    const state = Object.fromEntries(
      inputs.map(({ block_id, element: { action_id } }) => [
        block_id ?? "",
        { [action_id]: { type: "plain_text_input", value: values[action_id] ?? null } },
      ]),
    );
    const acknowledged = await this.send("interactive", {
      ...this.#common(user),
      type: "view_submission",
      trigger_id: this.workspace.issueTrigger(user.id),
      view: { ...this.#viewPayload(opened), state: { values: state } },
    });
    this.#showAnswer(opened, acknowledged.payload);
    return acknowledged;
  }

  /** Something happened in the workspace that the app has subscribed to. */
  tellEvent(event: object): Promise<Acknowledgement> {
    const { team, appId } = this.workspace;
    const event_id = `Ev${this.workspace.nextTs()}`;
    return this.send("events_api", {
      type: "event_callback",
      team_id: team,
      api_app_id: appId,
      event_id,
      event,
    });
  }

  /** Somebody looks at the app's Home. */
  openHome(user: SimulatedUser): Promise<Acknowledgement> {
    return this.tellEvent({ type: "app_home_opened", user: user.id, channel: "D0SIM0001", tab: "home" });
  }

  command(user: SimulatedUser, channel: string, command: string, text: string): Promise<Acknowledgement> {
    const { team, appId } = this.workspace;
    return this.send("slash_commands", {
      command,
      text,
      team_id: team,
      api_app_id: appId,
      user_id: user.id,
      user_name: user.name,
      channel_id: channel,
      channel_name: "c",
      token: "-",
      is_enterprise_install: "false",
      response_url: `${this.api.url}response`,
      trigger_id: this.workspace.issueTrigger(user.id),
    });
  }

  send(...request: Parameters<Transport>): Promise<Acknowledgement> {
    if (this.#transport === undefined) throw new Error("Call connect() first.");
    return this.#transport(...request);
  }

  /** The modal that somebody looks at now. */
  openViewOf(user: SimulatedUser): OpenView | undefined {
    return [...this.workspace.views.values()].reverse().find((view) => view.user === user.id);
  }

  async close(): Promise<void> {
    this.sockets.close();
    await this.api.close();
  }

  #common(user: SimulatedUser) {
    const { team, appId } = this.workspace;
    return {
      api_app_id: appId,
      team: { id: team, domain: "simulated" },
      enterprise: null,
      is_enterprise_install: false,
      user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
      token: "-",
    };
  }

  #viewPayload({ id, hash, view }: OpenView) {
    const { team, appId, bot } = this.workspace;
    const installed = { team_id: team, app_id: appId, bot_id: bot };
    return { private_metadata: "", callback_id: "", ...view, id, hash, ...installed, state: { values: {} } };
  }

  #showAnswer(opened: OpenView, payload: unknown): void {
    const answer = payload as { response_action?: string; view?: unknown } | undefined;
    if (answer?.response_action === "update") opened.view = modalView.parse(answer.view);
    else if (answer?.response_action === undefined) this.workspace.views.delete(opened.id);
  }
}

/** Of several with one action, such as a list's, the one with the value. */
function findButton(blocks: readonly SimulatedBlock[], action: string, value?: string) {
  return blocks
    .flatMap((block) => {
      if (block.type === "actions") return block.elements;
      return block.type === "section" && block.accessory !== undefined ? [block.accessory] : [];
    })
    .find(({ action_id, value: has }) => action_id === action && (value === undefined || has === value));
}
