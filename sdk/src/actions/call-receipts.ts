import { digestOf, type JsonValue } from "../crypto/index.ts";
import type { ShadowDecision } from "../policy/index.ts";
import type { Receipt, ReceiptInput } from "../receipts/index.ts";
import type { Session } from "../sessions/index.ts";
import type { Assessment } from "./assess.ts";
import type { CallRequest } from "./call.ts";
import type { GateContext } from "./context.ts";
import type { ParsedCall } from "./read-call.ts";
import type { Refusal } from "./refusal.ts";

type Event = Pick<ReceiptInput, "type" | "decision" | "facts">;

/** Writes what happens to one call, each receipt following from the one before. */
export class CallReceipts {
  readonly #context: GateContext;
  readonly #session: Session;
  readonly #request: CallRequest;
  #call: ParsedCall | undefined;
  #assessment: Assessment | undefined;
  #approval: string | undefined;
  #attempt: ReceiptInput | undefined;
  #last: Receipt | undefined;

  constructor(context: GateContext, session: Session, request: CallRequest) {
    this.#context = context;
    this.#session = session;
    this.#request = request;
  }

  /**
   * Written together with what is decided about it: until then nothing has happened. `restored`: how many
   * arguments hold values of which types that stood there as tokens.
   */
  attempted(call: ParsedCall, restored: { readonly [type: string]: number }): void {
    this.#call = call;
    const facts = Object.keys(restored).length === 0 ? {} : { facts: { restored } };
    this.#attempt = this.#inputOf({ type: "tool-call-attempted", ...facts });
  }

  decided(assessment: Assessment): Promise<Receipt> {
    this.#assessment = assessment;
    const { judgement, facts, origins } = assessment;
    return this.#append({
      type: "tool-call-decided",
      decision: {
        outcome: judgement.recorded ?? (judgement.approval === undefined ? "allow" : "needs_approval"),
        policies: judgement.policies.map((policy) => policy.id),
        policyHash: judgement.policyHash,
        reason: judgement.reason,
      },
      facts: {
        ...facts,
        ...(judgement.recorded === undefined ? {} : { enforced: false }),
        ...(judgement.shadow.length === 0 ? {} : { shadow: judgement.shadow.map(describeShadow) }),
        origins: origins.map(({ argument, source, integrity, name }) => [
          argument,
          source,
          integrity ?? null,
          name ?? null,
        ]),
      },
    });
  }

  /** From here on the approval can be revoked to stop it. */
  asked(call: ParsedCall, approval: { readonly id: string }): void {
    this.#call = call;
    this.#approval = approval.id;
  }

  executed(facts: { readonly [name: string]: JsonValue }): Promise<Receipt> {
    return this.#append({ type: "tool-call-executed", facts });
  }

  refused({ code, message, policies, policyHash, fault }: Refusal): Promise<Receipt> {
    return this.#append({
      type: "tool-call-refused",
      decision: {
        outcome: code,
        policies: policies.map((policy) => policy.id),
        policyHash: policyHash ?? this.#context.policy.policyHash,
        reason: message,
      },
      ...(fault === undefined ? {} : { facts: { fault } }),
    });
  }

  async #append(event: Event): Promise<Receipt> {
    const attempt = this.#attempt;
    this.#attempt = undefined;
    this.#last = await this.#context.ledger.append(this.#inputOf(event), attempt);
    return this.#last;
  }

  #inputOf(event: Event): ReceiptInput {
    const chain = this.#assessment?.chain;
    return {
      ...event,
      tenant: this.#session.tenant,
      session: this.#session.id,
      principal: this.#session.principal.id,
      agents: this.#session.agents.map((agent) => agent.id),
      ...(chain === undefined
        ? {}
        : {
            authority: {
              delegation: chain.digest,
              hops: chain.hops.map((hop) => hop.id),
              scopes: chain.scopes,
            },
          }),
      revoke: this.#revocable(),
      ...(this.#last === undefined ? {} : { cause: this.#last.id }),
      facts: { ...this.#subject(), ...event.facts },
    };
  }

  /** What was asked for. A name or id that is no plain word appears by its digest alone. */
  #subject(): { readonly [name: string]: JsonValue } {
    return {
      tool: plain(this.#request.tool),
      callId: plain(this.#request.callId),
      ...(this.#call === undefined ? {} : { argumentsDigest: this.#call.argumentsDigest }),
      ...(this.#approval === undefined ? {} : { approval: this.#approval }),
    };
  }

  #revocable(): readonly string[] {
    const { id, principal, agents } = this.#session;
    const hops = this.#assessment?.chain.hops ?? [];
    return [
      ...(this.#approval === undefined ? [] : [`approval:${this.#approval}`]),
      `session:${id}`,
      ...hops.map((hop) => `hop:${hop.id}`).reverse(),
      ...agents.map((agent) => `agent:${agent.id}`).reverse(),
      ...(this.#call === undefined ? [] : [`tool:${this.#call.registered.tool.name}`]),
      `user:${principal.id}`,
    ];
  }
}

function describeShadow({ outcome, policies, policyHash }: ShadowDecision): JsonValue {
  return { outcome, policies: policies.map(({ id }) => id), policyHash };
}

function plain(name: unknown): string {
  return typeof name === "string" && /^[\w.:/@-]{1,128}$/.test(name)
    ? name
    : digestOf("sallyport/odd-name/v1", String(name).toWellFormed());
}
