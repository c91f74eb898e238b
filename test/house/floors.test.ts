import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const source = fileURLToPath(new URL("../../sdk/src", import.meta.url));

/** Lowest first. A room imports from lower floors, and from its own floor only through an `index.ts`. */
const floors: readonly (readonly string[])[] = [
  ["errors.ts", "clock.ts", "inert.ts"],
  ["crypto", "storage"],
  ["identity", "receipts", "policy", "screening", "redaction"],
  ["sessions", "approvals"],
  ["retrieval", "ingest", "actions"],
  [
    "config.ts",
    "agents-file.ts",
    "ledger-keys.ts",
    "redaction-file.ts",
    "sallyport-session.ts",
    "sallyport-home.ts",
    "sallyport-options.ts",
    "sallyport.ts",
  ],
  ["langchain"],
  ["index.ts"],
];

interface Import {
  readonly file: string;
  readonly target: string;
  /** Gone when it runs. */
  readonly isType: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);
const statement = /(?:^(import|export)(\s+type)?\s[^;"]*?from|import\()\s*"(\.[^"]+)"/gm;
const imports: readonly Import[] = files.flatMap((file) =>
  [...readFileSync(join(source, file), "utf8").matchAll(statement)].map(([, , type, path = ""]) => ({
    file,
    target: relative(source, resolve(source, dirname(file), path)),
    isType: type !== undefined,
  })),
);

const roomOf = (path: string) => path.split("/")[0] ?? path;
const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room));

describe("the house", () => {
  it("has a floor for every room", () => {
    expect(files.map(roomOf).filter((room) => floorOf(room) === -1)).toEqual([]);
  });

  it("lets a room import only from lower floors, and from siblings", () => {
    const upward = imports.filter(({ file, target }) => floorOf(roomOf(target)) > floorOf(roomOf(file)));
    expect(upward).toEqual([]);
  });

  it("lets a room into another only through its index.ts", () => {
    const doors = new Set(floors.flat().filter((room) => room.endsWith(".ts")));
    const throughTheWall = imports.filter(
      ({ file, target }) =>
        roomOf(file) !== roomOf(target) && !doors.has(target) && target !== `${roomOf(target)}/index.ts`,
    );
    expect(throughTheWall).toEqual([]);
  });

  it("has no circle between rooms", () => {
    expect(circlesOf(imports.map(({ file, target }) => [roomOf(file), roomOf(target)]))).toEqual([]);
  });

  it("has no circle between files, but for types", () => {
    const atRunTime = imports.filter(({ isType }) => !isType);
    expect(circlesOf(atRunTime.map(({ file, target }) => [file, target]))).toEqual([]);
  });

  it("keeps every room's index.ts to re-exports", () => {
    const offenders = files
      .filter((file) => /^(?:[^/]+\/)?index\.ts$/.test(file))
      .filter((file) => {
        const rest = readFileSync(join(source, file), "utf8")
          .replace(/\/\*[\s\S]*?\*\//g, "")
          .replace(/\/\/.*$/gm, "")
          .replace(/export\s+(?:type\s+)?\{[^}]*\}\s+from\s+"[^"]+";/g, "");
        return rest.trim() !== "";
      });
    expect(offenders).toEqual([]);
  });

  it("reads no environment variable and no wall clock in the library", () => {
    const offenders = files.filter(
      (file) =>
        file !== "clock.ts" &&
        /process\.env|Date\.now\(\)|new Date\(\)/.test(
          stripComments(readFileSync(join(source, file), "utf8")),
        ),
    );
    expect(offenders).toEqual([]);
  });
});

/** Members of circles, each circle once, by depth-first search with finished nodes left alone. */
function circlesOf(edges: readonly (readonly [from: string, to: string])[]): string[] {
  const targets = new Map<string, string[]>();
  for (const [from, to] of edges) if (from !== to) targets.set(from, [...(targets.get(from) ?? []), to]);
  const finished = new Set<string>();
  const circles: string[] = [];
  const visit = (node: string, path: readonly string[]): void => {
    if (path.includes(node)) circles.push([...path.slice(path.indexOf(node)), node].join(" → "));
    else if (!finished.has(node)) {
      for (const next of targets.get(node) ?? []) visit(next, [...path, node]);
      finished.add(node);
    }
  };
  for (const node of targets.keys()) visit(node, []);
  return circles;
}

function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
}
