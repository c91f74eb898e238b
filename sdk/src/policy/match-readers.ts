import type { Principal } from "../identity/index.ts";
import type { Label } from "./label.ts";

/** How a principal matches a label's readers. */
export type ReaderMatch = "user" | "role" | "group" | "everyone";

/** In which ways the label names this principal as a reader; none across tenants. */
export function matchReaders(label: Omit<Label, "id">, principal: Principal): readonly ReaderMatch[] {
  const { everyone, users = [], roles = [], groups = [] } = label.readers;
  if (label.tenant !== principal.tenant) return [];
  return [
    ...(users.includes(principal.id) ? (["user"] as const) : []),
    ...(roles.some((role) => principal.roles.includes(role)) ? (["role"] as const) : []),
    ...(groups.some((group) => principal.groups.includes(group)) ? (["group"] as const) : []),
    ...(everyone === true ? (["everyone"] as const) : []),
  ];
}
