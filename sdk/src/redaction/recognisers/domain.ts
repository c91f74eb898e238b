import { createRequire } from "node:module";

// Through require: importing JSON as a module still warns on Node 20.
const rootZone: readonly string[] = createRequire(import.meta.url)("tlds");

/** Names that RFC 2606, RFC 6762 and custom keep out of the root zone: companies use them inside. */
const internal = ["corp", "example", "home", "internal", "intranet", "lan", "local", "test"];

const topLevelDomains = new Set([...rootZone, ...internal]);

/** Whether the root zone has this name (a copy of IANA's list), or companies use it inside. */
export function isTopLevelDomain(name: string): boolean {
  return topLevelDomains.has(name.toLowerCase()) || /^xn--[a-z0-9-]{2,59}$/i.test(name);
}
