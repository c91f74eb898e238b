/** Runs every numbered example, smallest first; each asserts what it shows. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const examples = readdirSync(here)
  .filter((name) => /^\d\d-/.test(name))
  .sort();

for (const name of examples) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [...process.execArgv, `${here}${name}/main.ts`], {
    stdio: "inherit",
  });
  if (status !== 0) {
    console.error(`${name} failed.`);
    process.exit(1);
  }
}
