import type { Agent, Principal } from "../identity/index.ts";
import type { Label } from "./label.ts";

/** What the gate tells policies about a tool; registered, never taken from the call. */
export interface ToolFacts {
  readonly name: string;
  readonly connector: string;
  readonly impact: "read" | "write" | "high";
  readonly reversible: boolean;
  /** Whom the effect reaches: `tenant` (people inside), `principal` (the asker alone), `external`. */
  readonly audience: "principal" | "tenant" | "external";
}

/**
 * What the gate tells policies about one call. All of it is computed by us: raw arguments never become
 * context, because `{"__entity": …}` inside them would turn into an entity.
 */
export interface CallFacts {
  /** Integer minor units, when the tool declares an amount argument. */
  readonly amount?: number;
  /** How many records the call touches. */
  readonly records: number;
  /** Steering arguments (destination, amount, record ids, …) whose value is found in untrusted content alone. */
  readonly untrustedArguments: readonly string[];
  /** Steering arguments whose value is found nowhere. */
  readonly inventedArguments: readonly string[];
  /** The session has read untrusted content. */
  readonly tainted: boolean;
  /** Some of what the arguments draw on may not be read by the sink's audience (G7). */
  readonly leaks: boolean;
  /** Calls of this tool so far in this session, and distinct records touched, this call included. */
  readonly callsInSession: number;
  readonly recordsInSession: number;
  /** Highest classification that the arguments draw on. */
  readonly classification: "public" | "internal" | "confidential" | "restricted";
  /** Destinations and recipients that this person's agents never used before; 0 when not given. */
  readonly newDestinations?: number;
  /** How far the call is from the run's purpose and from its beginning: 0 (when not given) to 100. */
  readonly driftFromPurpose?: number;
  readonly driftFromStart?: number;
  /** How many messages of the human came before the one that first names the destination; 0 when not given. */
  readonly turnsBeforeDestination?: number;
  /** What the human's messages add up to; clean when not given. */
  readonly conversation?: "clean" | "suspicious" | "quarantined";
}

/** What redaction tells policies about values of one type; never the values. */
export interface DataFacts {
  /** Such as `IBAN`. */
  readonly type: string;
  readonly sink: string;
  /** The model's provider or the tool that gets it. */
  readonly recipient?: string;
  readonly classification?: Label["classification"];
  /** For a token in a tool's arguments: whom the tool reaches, and where the token stands. */
  readonly restoring?: {
    readonly audience: ToolFacts["audience"];
    readonly place: "steering" | "text";
  };
}

/** One question to the policy engine. Everything in it was verified by the asker. */
export type PolicyRequest =
  | {
      readonly action: "retrieve";
      readonly actor: Principal | Agent;
      readonly principal: Principal;
      readonly label: Label;
      /** How the principal matched the label's readers; never empty. */
      readonly matchedBy: readonly ("user" | "role" | "group" | "everyone")[];
    }
  | {
      readonly action: "call_tool";
      readonly actor: Principal | Agent;
      readonly principal: Principal;
      readonly tool: ToolFacts;
      readonly call: CallFacts;
    }
  | {
      readonly action: "approve";
      readonly actor: Principal;
      readonly approval: {
        readonly id: string;
        readonly tenant: string;
        readonly groups: readonly string[];
        readonly requester: string;
        /** Owners of the agents in the chain, and other humans in it. */
        readonly owners: readonly string[];
        readonly risk: "low" | "medium" | "high";
      };
    }
  | {
      readonly action: "release";
      readonly actor: Principal;
      readonly document: { readonly id: string; readonly tenant: string; readonly owner: string };
    }
  | {
      readonly action: "revoke";
      readonly actor: Principal;
      readonly target: {
        readonly tenant: string;
        readonly kind: string;
        readonly subject: string;
        readonly owner?: string;
      };
    }
  | {
      readonly action: "reveal";
      readonly actor: Principal;
      /** A type of personal data, and where it is going. */
      readonly data: DataFacts;
    };
