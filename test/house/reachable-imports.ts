import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Packages that `entry` imports statically, through any number of our own files; type imports don't count. */
export function reachableImports(entry: string): ReadonlySet<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const match of readFileSync(file, "utf8").matchAll(
      /^(?:import|export)\s+(?!type\b)[^;]*?from\s+"([^"]+)"/gm,
    )) {
      const target = match[1] ?? "";
      if (target.startsWith(".")) visit(resolve(dirname(file), target));
      else packages.add(target);
    }
  };
  visit(join(root, entry));
  return packages;
}
