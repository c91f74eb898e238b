import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod/v4";
import type { GuardedTool } from "../../src/actions/index.ts";
import { createLabel } from "../../src/policy/index.ts";
import type { Session } from "../../src/sessions/index.ts";
import { measure } from "../measure.ts";
import { openHouse } from "./house.ts";

export interface OverheadFigures {
  readonly p50: number;
  readonly p99: number;
  /** The median of the last calls of a long session over that of its first ones. */
  readonly growth: number;
  /** Checking the arguments' schema and calling the tool, as without a gate. */
  readonly unguardedP50: number;
}

const schema = z.object({ account: z.string(), contact: z.string() });
const tool: GuardedTool<typeof schema> = {
  name: "update_contact",
  description: "Changes the contact of an account.",
  connector: "crm",
  schema,
  impact: "write",
  reversible: true,
  audience: "tenant",
  steering: { records: "/account", destination: "/contact" },
  execute: async () => ({ done: true }),
};
const orders = ["Paul Tern", "Ida Brook", "Noor Haddad", "Emil Wren", "Sana Okoye", "Leo Marsh"].map(
  (contact, index) => ({ account: `AC-204${index}`, contact }),
);

/**
 * An allowed call, everything on: proof of possession, cached chain, revocations, provenance over 100 KB of
 * session text, usage, Cedar for human and agent, durable receipts of attempt, decision and outcome.
 */
export async function measureOverhead(calls: number): Promise<OverheadFigures> {
  const folder = await mkdtemp(join(tmpdir(), "sallyport-bench-"));
  const house = await openHouse(join(folder, "bench.db"), [tool as unknown as GuardedTool]);
  try {
    const open = async () => {
      const session = await house.openSession();
      for (const { account, contact } of orders) session.hear(`Set the contact of ${account} to ${contact}.`);
      fill(session, 100_000);
      let calls = 0;
      return async () => {
        const result = await house.call(session, "update_contact", orders[calls++ % orders.length]);
        if (result.type !== "executed") throw new Error(`not executed: ${JSON.stringify(result)}`);
      };
    };
    // A server has run before; the session that is measured has not.
    await measure(await open(), { calls: 0, warmup: Math.min(calls, 300) });
    const call = await open();
    const early = await measure(call, { calls: 100, warmup: 1 });
    const all = await measure(call, { calls: Math.max(0, calls - 200), warmup: 0 });
    const late = await measure(call, { calls: 100, warmup: 0 });
    const unguarded = await measure(
      () =>
        tool.execute(schema.parse(orders[0]), { signal: new AbortController().signal, idempotencyKey: "" }),
      { calls },
    );
    return { p50: all.p50, p99: all.p99, growth: late.p50 / early.p50, unguardedP50: unguarded.p50 };
  } finally {
    await house.close();
    await rm(folder, { recursive: true });
  }
}

function fill(session: Session, characters: number): void {
  const label = createLabel({
    tenant: session.tenant,
    readers: { everyone: true },
    classification: "internal",
    integrity: "untrusted",
    owner: "operator",
  } as const);
  for (const text of texts(characters)) {
    session.record({ type: "document", text, integrity: "untrusted", label, origin: "doc", name: "doc" });
  }
}

/** Passages of two thousand characters of words that repeat as words do. */
export function texts(characters: number): readonly string[] {
  let seed = 1;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >>> 8) % below;
  };
  const words = Array.from({ length: 20_000 }, (_, index) =>
    (Math.imul(index + 1, 2_654_435_761) >>> 0).toString(36).slice(0, 2 + (index % 9)),
  );
  return Array.from({ length: Math.ceil(characters / 2000) }, () => {
    let text = "";
    while (text.length < 2000) text += `${words[Math.min(random(20_000), random(20_000))]} `;
    return text;
  });
}
