import { randomBytes } from "node:crypto";
import type { SimulatedBlock, SimulatedView } from "./block-kit.ts";

export interface SimulatedUser {
  readonly id: string;
  readonly name: string;
  team_id: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
}

export interface SimulatedChannel {
  readonly id: string;
  readonly name: string;
  is_ext_shared?: boolean;
}

export interface SimulatedMessage {
  readonly ts: string;
  readonly channel: string;
  text: string;
  blocks: readonly SimulatedBlock[];
  parse?: string | undefined;
  readonly thread_ts?: string | undefined;
  /** Shown in the channel, too. */
  readonly reply_broadcast?: boolean | undefined;
  readonly metadata?: {
    readonly event_type: string;
    readonly event_payload: Readonly<Record<string, unknown>>;
  };
  updates: number;
}

export interface Ephemeral {
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly SimulatedBlock[];
}

export interface OpenView {
  readonly id: string;
  readonly user: string;
  hash: string;
  view: SimulatedView;
}

/** The app as its maker registered it; workspaces install it. */
export class SimulatedApp {
  readonly id = "A0SIM0001";
  readonly token = ["xapp", "1", "A0SIM0001", "simulated"].join("-");
  readonly signingSecret = randomBytes(16).toString("hex");
  readonly clientId = "100.200";
  readonly clientSecret = randomBytes(16).toString("hex");
  /** OAuth codes that administrators have brought about, good once. */
  readonly codes = new Map<
    string,
    { readonly workspace: SimulatedWorkspace; readonly redirectUri: string }
  >();
}

/** What a workspace holds. Tests look into it, and change it as an administrator would. */
export class SimulatedWorkspace {
  readonly team: string;
  readonly app: SimulatedApp;
  readonly botUser = "U0BOT0001";
  readonly bot = "B0BOT0001";
  /** Assembled, so that no scanner takes it for a real one. */
  readonly botToken: string;

  readonly users = new Map<string, SimulatedUser>();
  readonly channels = new Map<string, SimulatedChannel>();
  readonly messages: SimulatedMessage[] = [];
  readonly ephemerals: Ephemeral[] = [];
  readonly views = new Map<string, OpenView>();
  readonly homes = new Map<string, SimulatedView>();
  readonly #triggers = new Map<string, { readonly user: string; readonly at: number }>();
  #lastTs = 0;

  constructor(team = "T0SIM0001", app: SimulatedApp = new SimulatedApp()) {
    this.team = team;
    this.app = app;
    this.botToken = ["xoxb", "simulated", team].join("-");
  }

  get appId(): string {
    return this.app.id;
  }

  get appToken(): string {
    return this.app.token;
  }

  get signingSecret(): string {
    return this.app.signingSecret;
  }

  addUser(name: string, flags: Partial<SimulatedUser> = {}): SimulatedUser {
    const user = {
      id: `U${randomBytes(5).toString("hex").toUpperCase()}`,
      name,
      team_id: this.team,
      ...flags,
    };
    this.users.set(user.id, user);
    return user;
  }

  addChannel(name: string, flags: Partial<SimulatedChannel> = {}): SimulatedChannel {
    const channel = { id: `C${randomBytes(5).toString("hex").toUpperCase()}`, name, ...flags };
    this.channels.set(channel.id, channel);
    return channel;
  }

  /** Unique and growing, as Slack's are. */
  nextTs(): string {
    this.#lastTs = Math.max(this.#lastTs + 1, Date.now() * 1000);
    return (this.#lastTs / 1_000_000).toFixed(6);
  }

  issueTrigger(user: string): string {
    const trigger = randomBytes(12).toString("hex");
    this.#triggers.set(trigger, { user, at: Date.now() });
    return trigger;
  }

  /** Good once, for three seconds. */
  useTrigger(
    trigger: string,
  ): { user: string } | "expired_trigger_id" | "exchanged_trigger_id" | "invalid_trigger_id" {
    const known = this.#triggers.get(trigger);
    if (known === undefined) return "invalid_trigger_id";
    if (known.user === "") return "exchanged_trigger_id";
    this.#triggers.set(trigger, { user: "", at: known.at });
    return Date.now() - known.at > 3000 ? "expired_trigger_id" : { user: known.user };
  }
}
