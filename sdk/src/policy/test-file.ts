import { z } from "zod/v4";
import { classifications } from "../identity/index.ts";
import { labelSchema } from "./label.ts";

const names = z.array(z.string()).default([]);

const person = z.strictObject({
  tenant: z.string().optional(),
  roles: names,
  groups: names,
  clearance: z.enum(classifications).default("internal"),
});
const agent = z.strictObject({ tenant: z.string().optional(), owner: z.string() });
const tool = z.strictObject({
  connector: z.string(),
  impact: z.enum(["read", "write", "high"]),
  reversible: z.boolean().default(false),
  audience: z.enum(["principal", "tenant", "external"]).default("tenant"),
});
/** A call that nothing is wrong with; each case says what is different. */
export const callFactsSchema = z.strictObject({
  amount: z.int().optional(),
  records: z.int().default(1),
  untrustedArguments: names,
  inventedArguments: names,
  tainted: z.boolean().default(false),
  leaks: z.boolean().default(false),
  callsInSession: z.int().default(1),
  recordsInSession: z.int().default(1),
  classification: z.enum(classifications).default("internal"),
  newDestinations: z.int().default(0),
  driftFromPurpose: z.int().default(0),
  driftFromStart: z.int().default(0),
  turnsBeforeDestination: z.int().default(0),
  conversation: z.enum(["clean", "suspicious", "quarantined"]).default("clean"),
});
const label = labelSchema.partial({ tenant: true });

const expectation = z.enum([
  "allow",
  "needs_approval",
  "deny",
  "not-permitted",
  "forbidden",
  "not-evaluable",
]);
export type Expectation = z.infer<typeof expectation>;

const test = z.strictObject({
  name: z.string(),
  /** The actor: a person or an agent. */
  who: z.string(),
  /** The human behind an agent. */
  for: z.string().optional(),
  retrieve: z.string().optional(),
  call_tool: z.string().optional(),
  facts: callFactsSchema.default(callFactsSchema.parse({})),
  approve: z
    .strictObject({
      tenant: z.string().optional(),
      requester: z.string(),
      groups: z.array(z.string()),
      owners: names,
      risk: z.enum(["low", "medium", "high"]).default("medium"),
    })
    .optional(),
  release: z.strictObject({ tenant: z.string().optional(), owner: z.string() }).optional(),
  revoke: z
    .strictObject({
      tenant: z.string().optional(),
      kind: z.string(),
      subject: z.string(),
      owner: z.string().optional(),
    })
    .optional(),
  reveal: z
    .strictObject({
      type: z.string(),
      sink: z.string(),
      recipient: z.string().optional(),
      classification: z.enum(classifications).optional(),
      restoring: z
        .strictObject({
          audience: z.enum(["principal", "tenant", "external"]),
          place: z.enum(["steering", "text"]),
        })
        .optional(),
    })
    .optional(),
  expect: expectation,
  /** Ids of exactly the policies that decide, in any order. */
  by: z.array(z.string()).optional(),
  /** For needs_approval: what people have to grant. */
  needs: z.array(z.strictObject({ groups: z.array(z.string()), quorum: z.int().default(1) })).optional(),
});
export type TestCase = z.infer<typeof test>;

/** A file of table tests: the people, agents, tools and labels they speak of, and the cases. */
export const testFileSchema = z.strictObject({
  /** The tenant of everything that names none. */
  tenant: z.string(),
  people: z.record(z.string(), person),
  agents: z.record(z.string(), agent).default({}),
  tools: z.record(z.string(), tool).default({}),
  labels: z.record(z.string(), label).default({}),
  tests: z.array(test).min(1),
});
export type TestFile = z.infer<typeof testFileSchema>;
