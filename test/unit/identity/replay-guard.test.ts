import { describe, expect, it } from "vitest";
import { clockSkewMs } from "../../../sdk/src/identity/lifetime.ts";
import { createReplayGuard } from "../../../sdk/src/identity/replay-guard.ts";

describe("the replay guard", () => {
  it("knows what was used, until no tolerated clock would let it live", () => {
    const guard = createReplayGuard();
    expect(guard.use("a", 100, 0)).toBe("first");
    expect(guard.use("a", 100, 99)).toBe("replayed");
    expect(guard.use("a", 9000, 100 + clockSkewMs - 1)).toBe("replayed");
    expect(guard.use("a", 9000, 100 + clockSkewMs)).toBe("first");
  });

  it("refuses rather than forgets when it is full", () => {
    const guard = createReplayGuard(2);
    guard.use("a", 100, 0);
    guard.use("b", 100, 0);
    expect(guard.use("c", 100, 0)).toBe("full");
    expect(guard.use("a", 100, 0)).toBe("replayed");
    expect(guard.use("c", 9000, 100 + clockSkewMs)).toBe("first");
  });

  it("forgets nothing early when lifetimes differ", () => {
    const guard = createReplayGuard();
    guard.use("long", 10_000, 0);
    guard.use("short", 10, 0);
    expect(guard.use("long", 10_000, 9_000)).toBe("replayed");
    expect(guard.use("short", 10, 5)).toBe("replayed");
  });
});
