import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { loadPolicies, type PolicyChange, watchPolicies } from "../../sdk/src/policy/index.ts";
import type { Ledger } from "../../sdk/src/receipts/index.ts";
import { permitTools, policyFolder } from "../unit/policy/folders.ts";

const ledger: Ledger = { append: () => Promise.resolve({} as never) };
const forbid = '@id("no-tools") forbid (principal, action, resource);';
const everyMs = 1000;

afterEach(() => {
  vi.useRealTimers();
});

it("[G8] does not enact half of a deployment that copies file by file", async () => {
  vi.useFakeTimers({ toFake: ["setInterval"] });
  const folder = await policyFolder({ "a.cedar": forbid });
  const changes: PolicyChange[] = [];
  const watched = await watchPolicies({
    folder,
    ledger,
    everyMs,
    onChange: (change) => changes.push(change),
  });

  // The permits have arrived and the forbid has moved to a file that has not: whoever reloads on every change allows.
  await writeFile(join(folder, "a.cedar"), permitTools);
  const half = await loadPolicies(folder);
  expect(half.policies.map(({ id }) => id)).toEqual(["permit-tools"]);
  vi.advanceTimersByTime(everyMs);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await writeFile(join(folder, "b.cedar"), forbid);

  const changesByNow = () => {
    vi.advanceTimersByTime(everyMs);
    return changes;
  };
  await expect.poll(changesByNow).toMatchObject([{ type: "enacted", added: ["permit-tools"], removed: [] }]);
  expect(watched.set.policies.map(({ id }) => id)).toEqual(["permit-tools", "no-tools"]);
  watched.close();
});
