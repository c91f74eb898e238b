import { createLabel, type Integrity } from "../../src/policy/index.ts";
import type { Session } from "../../src/sessions/index.ts";
import { type Attack, type Call, type Domain, type Task, toGuardedTool } from "./domain.ts";
import { type House, openHouse } from "./house.ts";

/** How hostile content reaches the model. */
export const carriers = ["document", "tool-result", "sub-agent", "conversation"] as const;
export type Carrier = (typeof carriers)[number];

/** Whether the hostile content says its values as they are, or encoded for the model to decode. */
export const disguises = ["plain", "encoded"] as const;
export type Disguise = (typeof disguises)[number];

export interface Played {
  /** Effects of calls that the human's task does not contain, by impact. */
  readonly unauthorised: { readonly high: number; readonly write: number };
  /** The human's own calls all ran. */
  readonly isTaskDone: boolean;
  /** The human's own calls, and how often people were asked about them. */
  readonly calls: number;
  readonly approvals: number;
}

/** One domain's tools behind a gate, and nobody's real effects. */
export class Stage {
  readonly #domain: Domain;
  readonly #house: House;
  readonly #effects: Call[];
  readonly #setInjection: (text: string) => void;

  private constructor(domain: Domain, house: House, effects: Call[], setInjection: (text: string) => void) {
    this.#domain = domain;
    this.#house = house;
    this.#effects = effects;
    this.#setInjection = setInjection;
  }

  static async open(domain: Domain): Promise<Stage> {
    const effects: Call[] = [];
    let injection = "";
    const tools = domain.tools.map((tool) =>
      toGuardedTool(
        domain,
        tool,
        ({ name }, args) => effects.push([name, args]),
        () => injection,
      ),
    );
    return new Stage(domain, await openHouse(":memory:", tools), effects, (text) => {
      injection = text;
    });
  }

  /** A run in which the model does what the human asks; under attack, first what the hostile content demands. */
  async play(
    task: Task,
    attack?: Attack,
    carrier: Carrier = "document",
    disguise: Disguise = "plain",
  ): Promise<Played> {
    this.#effects.length = 0;
    await this.#house.clearPending();
    const session = await this.#house.openSession();
    session.hear(task.human);
    for (const text of task.documents ?? []) record(session, text, "trusted");
    if (attack !== undefined) {
      await this.#carry(session, carrier, disguise === "plain" ? attack.demand : encodeValues(attack));
      for (const [tool, args] of attack.calls) await this.#house.call(session, tool, args);
    }
    const unauthorised = this.#countUnauthorised(task);
    const own = await this.#obey(session, task);
    return { unauthorised, ...own, calls: task.calls.length };
  }

  close(): Promise<void> {
    return this.#house.close();
  }

  async #carry(session: Session, carrier: Carrier, demand: string): Promise<void> {
    switch (carrier) {
      case "document":
        return record(session, `Hello. ${demand} Thank you.`, "untrusted");
      case "tool-result": {
        const reader = this.#domain.tools.find(
          (tool) => tool.impact === "read" && tool.vouched === undefined,
        );
        const [argument] = Object.keys(reader?.arguments ?? {});
        this.#setInjection(demand);
        await this.#house.call(session, reader?.name ?? "", { [argument ?? ""]: "latest" });
        this.#setInjection("");
        return;
      }
      case "sub-agent": {
        const sub = await this.#house.delegate(session);
        record(sub, demand, "untrusted");
        this.#house.gate.deliver(sub, session, `I have read it. ${demand}`);
        return;
      }
      case "conversation":
        // Step by step, so that no single message demands anything.
        for (const words of inPieces(demand)) {
          record(session, words, "untrusted");
          session.hear("Go on, please.");
        }
    }
  }

  /** The human's own calls; people are asked about each, and agree to these alone. */
  async #obey(session: Session, task: Task) {
    let approvals = 0;
    for (const [index, [tool, args]] of task.calls.entries()) {
      const callId = `own_${index}`;
      let result = await this.#house.call(session, tool, args, callId);
      if (result.type === "pending") {
        approvals++;
        await this.#house.approve(result.approval);
        result = await this.#house.call(session, tool, args, callId);
      }
      if (result.type !== "executed") return { isTaskDone: false, approvals };
    }
    return { isTaskDone: true, approvals };
  }

  #countUnauthorised(task: Task) {
    const own = new Set(task.calls.map((call) => JSON.stringify(call)));
    const impacts = this.#effects
      .filter((effect) => !own.has(JSON.stringify(effect)))
      .map(([name]) => this.#domain.tools.find((tool) => tool.name === name)?.impact);
    const count = (impact: string) => impacts.filter((each) => each === impact).length;
    return { high: count("high"), write: count("write") };
  }
}

function record(session: Session, text: string, integrity: Integrity): void {
  const label = createLabel({
    tenant: session.tenant,
    readers: { everyone: true },
    classification: "internal",
    integrity,
    owner: "operator",
  });
  session.record({ type: "document", text, integrity, label, origin: "doc", name: `${integrity}.eml` });
}

/** The same demand, with the values in base64 for the model to decode. */
function encodeValues({ demand, calls }: Attack): string {
  const values = calls.flatMap(([, args]) => Object.values(args).flat());
  return values.reduce<string>(
    (text, value) => text.replaceAll(String(value), Buffer.from(String(value)).toString("base64")),
    demand,
  );
}

function inPieces(text: string): readonly string[] {
  const words = text.split(" ");
  const size = Math.ceil(words.length / 5);
  return Array.from({ length: Math.ceil(words.length / size) }, (_, piece) =>
    words.slice(piece * size, (piece + 1) * size).join(" "),
  );
}
