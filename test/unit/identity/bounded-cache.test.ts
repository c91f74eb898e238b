import { expect, it } from "vitest";
import { BoundedCache } from "../../../sdk/src/identity/bounded-cache.ts";

it("keeps what was used last", () => {
  const cache = new BoundedCache<number>(2);
  cache.set("a", 1);
  cache.set("b", 2);
  cache.get("a");
  cache.set("c", 3);
  expect(["a", "b", "c"].map((key) => cache.get(key))).toEqual([1, undefined, 3]);
});
