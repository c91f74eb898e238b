import { writeFileSync } from "node:fs";
import { allFamilies, type Material } from "./training/examples.ts";
import { calibrationSources, readSource, trainingSources } from "./training/sources.ts";
import { storeModels } from "./training/store.ts";
import { trainDocuments, trainPrompts } from "./training/train.ts";

const seed = 20_261_123;
const folder = process.env.SALLYPORT_DATA ?? new URL("../../../shared/data", import.meta.url).pathname;
const target = new URL("./screening.json", import.meta.url);

const read = (sources: readonly string[]) =>
  sources.flatMap((source) => readSource(`${folder}/screening`, source));
const material: Material = {
  attacks: read(trainingSources.attacks),
  injected: read(trainingSources.injected),
  requests: read(trainingSources.requests),
  documents: read(trainingSources.documents),
  families: allFamilies,
};

if (material.documents.length === 0) {
  console.log(`No training data under ${folder}/screening: the weights stay as they are.`);
} else {
  const json = storeModels(
    trainDocuments(material, read(calibrationSources), seed),
    trainPrompts(material, seed),
  );
  writeFileSync(target, json);
  console.log(`Wrote ${target.pathname}, ${Math.round(json.length / 1024)} KB.`);
}
