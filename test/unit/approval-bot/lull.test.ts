import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { Lull } from "../../../approval-bot/src/inbound/lull.ts";

it("settles after the last of a rush", async () => {
  const lull = new Lull();
  let arrived = 0;
  const rush = (async () => {
    for (; arrived < 5; arrived++) {
      lull.mark();
      await pause(1);
    }
  })();
  await lull.settled();
  expect(arrived).toBe(5);
  await rush;
});

it("settles although requests keep arriving", async () => {
  const lull = new Lull();
  const stream = setInterval(() => lull.mark(), 1);
  await lull.settled();
  clearInterval(stream);
});

it("lets what arrives late in between two that go on", async () => {
  const lull = new Lull();
  const happened: string[] = [];
  const going = ["first", "second", "third"].map((name) => lull.settled().then(() => happened.push(name)));
  await going[0];
  setImmediate(() => happened.push("late"));
  await Promise.all(going);
  expect(happened.indexOf("late")).toBeLessThan(happened.indexOf("third"));
});
