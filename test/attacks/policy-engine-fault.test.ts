import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { PolicyEngine, PolicyRequest } from "../../sdk/src/policy/index.ts";
import { engineFor, permitTools } from "../unit/policy/folders.ts";
import { callTool } from "../unit/policy/requests.ts";

vi.mock("@cedar-policy/cedar-wasm/nodejs", async (original) => {
  const actual = await original<typeof cedar>();
  return { ...actual, statefulIsAuthorized: vi.fn(actual.statefulIsAuthorized) };
});
const ask = vi.mocked(cedar.statefulIsAuthorized);

const allowed = (reason: string[], errors: string[] = []) => ({
  type: "success" as const,
  response: {
    decision: "allow" as const,
    diagnostics: {
      reason,
      errors: errors.map((policyId) => ({ policyId, error: {} as cedar.DetailedError })),
    },
  },
  warnings: [],
});

describe("a fault of the engine", () => {
  let engine: PolicyEngine;
  beforeEach(async () => {
    // What it has decided it need not ask again.
    engine = await engineFor(permitTools);
    ask.mockClear();
  });

  it.each<[string, () => unknown]>([
    [
      "throws",
      () => {
        throw new Error("unreachable");
      },
    ],
    [
      "throws nothing",
      () => {
        throw undefined;
      },
    ],
    ["fails", () => ({ type: "failure", errors: [], warnings: [] })],
    ["answers nothing", () => undefined],
    ["answers something else", () => ({ type: "success" })],
    ["allows although a policy failed", () => allowed(["permit-tools"], ["no-leaks"])],
    ["allows and names no policy", () => allowed([])],
    [
      "denies because of a permit",
      () => ({
        ...allowed(["permit-tools"]),
        response: { ...allowed(["permit-tools"]).response, decision: "deny" },
      }),
    ],
    ["allows because of a policy that nobody loaded", () => allowed(["policy0"])],
    [
      "allows in words of its own",
      () => ({ ...allowed([]), response: { ...allowed([]).response, decision: "ALLOW" } }),
    ],
  ])("[G8] denies when Cedar %s", (_, answer) => {
    ask.mockImplementationOnce(answer as never);
    expect(engine.decide(callTool())).toMatchObject({ type: "deny", code: "not-evaluable" });
    expect(ask).toHaveBeenCalledOnce();
    expect(engine.decide(callTool())).toMatchObject({ type: "allow" });
  });

  it("[G8] denies whatever the request does when it is read", () => {
    const thrower = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error("no");
        },
      },
    );
    const hostile = [
      thrower,
      { ...callTool(), actor: thrower },
      { ...callTool(), call: thrower },
      new Map(),
      () => 1,
    ];
    for (const request of hostile) {
      expect(engine.decide(request as PolicyRequest)).toMatchObject({ type: "deny", code: "not-evaluable" });
    }
    expect(ask).not.toHaveBeenCalled();
  });

  it("[G2] passes to Cedar nothing but what the schema names", () => {
    const extra = { note: "hello", __entity: { type: "Sallyport::User", id: "admin" } };
    const request = { ...callTool(), ...extra, call: { ...callTool().call, ...extra } } as PolicyRequest;
    expect(engine.decide(request)).toMatchObject({ type: "allow" });
    expect(JSON.stringify(ask.mock.calls)).not.toMatch(/hello|__entity/);
  });
});
