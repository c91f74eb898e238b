import { describe, expect, it } from "vitest";
import { createReplayGuard } from "../../../sdk/src/identity/replay-guard.ts";

describe("the replay guard", () => {
  it("knows what was used, until it would have expired", () => {
    const guard = createReplayGuard();
    expect(guard.use("a", 100, 0)).toBe("first");
    expect(guard.use("a", 100, 99)).toBe("replayed");
    expect(guard.use("a", 200, 100)).toBe("first");
  });

  it("refuses rather than forgets when it is full", () => {
    const guard = createReplayGuard(2);
    guard.use("a", 100, 0);
    guard.use("b", 100, 0);
    expect(guard.use("c", 100, 0)).toBe("full");
    expect(guard.use("a", 100, 0)).toBe("replayed");
    expect(guard.use("c", 300, 100)).toBe("first");
  });

  it("forgets nothing early when lifetimes differ", () => {
    const guard = createReplayGuard();
    guard.use("long", 1000, 0);
    guard.use("short", 10, 0);
    expect(guard.use("long", 1000, 500)).toBe("replayed");
    expect(guard.use("short", 10, 5)).toBe("replayed");
  });
});
