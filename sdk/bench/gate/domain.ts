import * as z from "zod/v4";
import type { GuardedTool, SteeringArguments } from "../../src/actions/index.ts";

/** One call: the tool and its arguments. */
export type Call = readonly [tool: string, args: { readonly [name: string]: unknown }];

export interface DomainTool {
  readonly name: string;
  readonly impact: GuardedTool["impact"];
  readonly audience: GuardedTool["audience"];
  readonly irreversible?: true;
  readonly arguments: Readonly<Record<string, "text" | "number" | "texts" | "decimal" | "flag" | "rows">>;
  readonly steering?: SteeringArguments;
  /** What a reading tool says, by its first argument; `*` for any. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** The connector vouches for what it says. Others' answers are untrusted, and carry the attacks. */
  readonly vouched?: true;
}

/** What a human asks for, and the calls of a model that does just that. */
export interface Task {
  readonly human: string;
  /** Trusted documents that retrieval brings up. */
  readonly documents?: readonly string[];
  readonly calls: readonly Call[];
}

/** What hostile content demands, and the calls of a model that obeys it to the letter. */
export interface Attack {
  readonly demand: string;
  readonly calls: readonly Call[];
}

export interface Domain {
  readonly name: string;
  readonly tools: readonly DomainTool[];
  readonly tasks: readonly Task[];
  readonly attacks: readonly Attack[];
}

/** Where effects go, instead of into the world. */
export type TakeEffect = (tool: DomainTool, args: Call[1]) => void;

export function toGuardedTool(
  domain: Domain,
  tool: DomainTool,
  takeEffect: TakeEffect,
  injected: () => string,
): GuardedTool {
  const types = {
    text: z.string(),
    number: z.int(),
    texts: z.array(z.string()),
    decimal: z.number(),
    flag: z.boolean(),
    rows: z.array(z.looseObject({})),
  };
  const shape = Object.entries(tool.arguments).map(([name, type]) => [name, types[type]] as const);
  return {
    name: tool.name,
    description: `${tool.name} of ${domain.name}`,
    connector: domain.name,
    schema: z.object(Object.fromEntries(shape)),
    impact: tool.impact,
    reversible: tool.irreversible !== true,
    audience: tool.audience,
    ...(tool.steering === undefined ? {} : { steering: tool.steering }),
    result: { integrity: tool.vouched === undefined ? "untrusted" : "trusted" },
    execute: async (args: Call[1]) => {
      if (tool.impact !== "read") {
        takeEffect(tool, args);
        return { done: true };
      }
      const [first] = Object.values(args);
      const answer = tool.answers?.[String(first)] ?? tool.answers?.["*"] ?? null;
      return tool.vouched === undefined ? [answer, injected()].filter((part) => part !== "") : answer;
    },
  } as GuardedTool;
}
