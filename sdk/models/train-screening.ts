import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadMaterial } from "./training/material.ts";
import { calibrationSources, dataFolder, readSource } from "./training/sources.ts";
import { storeModels } from "./training/store.ts";
import { trainDocuments, trainPrompts } from "./training/train.ts";
import { writeFigures } from "./training/write-figures.ts";

const seed = 20_261_123;
const target = new URL("./screening.json", import.meta.url);

/** Trains the models; with `--figures FILE` only writes a benchmark's figures into the card and the guide. */
function main(): void {
  const { values } = parseArgs({ options: { figures: { type: "string" } } });
  if (values.figures !== undefined) {
    writeFigures(values.figures);
    return;
  }
  const material = loadMaterial();
  if (material.documents.length === 0) {
    console.log(`No training data under ${dataFolder}/screening: the weights stay as they are.`);
    return;
  }
  const short = calibrationSources.flatMap((source) => readSource(`${dataFolder}/screening`, source));
  const json = storeModels(trainDocuments(material, short, seed), trainPrompts(material, seed));
  writeFileSync(target, json);
  console.log(`Wrote ${target.pathname}, ${Math.round(json.length / 1024)} KB.`);
}

main();
