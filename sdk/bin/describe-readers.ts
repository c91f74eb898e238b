import type { Label } from "@sallyport/sdk";

/** "everyone", "roles support, finance; user tomas", "nobody". */
export function describeReaders({ readers }: Pick<Label, "readers">): string {
  const { everyone, users = [], roles = [], groups = [] } = readers;
  const parts = [
    everyone === true ? "everyone" : "",
    describe("role", roles),
    describe("group", groups),
    describe("user", users),
  ];
  return parts.filter((part) => part !== "").join("; ") || "nobody";
}

function describe(kind: string, names: readonly string[]): string {
  return names.length === 0 ? "" : `${kind}${names.length === 1 ? "" : "s"} ${names.join(", ")}`;
}
