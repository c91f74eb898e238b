/** Another process at the same database: answers each line of hop ids with whether one of them is revoked. */
import { createInterface } from "node:readline";
import { openRevocations } from "../../sdk/src/identity/index.ts";
import { openStorage } from "../../sdk/src/storage/index.ts";

const revocations = openRevocations({ storage: await openStorage(process.argv[2] as string) });
for await (const line of createInterface({ input: process.stdin })) {
  const subjects = line.split(" ").map((subject) => ({ kind: "hop" as const, subject }));
  console.log((await revocations.find(subjects)) === undefined ? "clear" : "revoked");
}
