/** Plays the whole suite and writes its table into docs/threat-model.md (`npm run bench:threat-model`). */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type DomainFigures, playByDomain } from "./suite.ts";
import { renderTable } from "./table.ts";

const file = fileURLToPath(new URL("../../../docs/threat-model.md", import.meta.url));
const figures: readonly DomainFigures[] = await playByDomain({
  quick: false,
  progress: (message) => console.error(message),
});
const table = `<!-- table -->\n${renderTable(figures)}\n<!-- /table -->`;
writeFileSync(file, readFileSync(file, "utf8").replace(/<!-- table -->.*<!-- \/table -->/s, table));
console.log(renderTable(figures));
