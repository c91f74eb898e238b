import { allFamilies, type Material } from "./examples.ts";
import { dataFolder, readSource, trainingSources } from "./sources.ts";

/** Everything there is to train on, but for the sources and families that are left out. */
export function loadMaterial(without: readonly string[] = []): Material {
  const read = (sources: readonly string[]) =>
    sources
      .filter((source) => !without.includes(source))
      .flatMap((source) => readSource(`${dataFolder}/screening`, source));
  return {
    attacks: read(trainingSources.attacks),
    injected: read(trainingSources.injected),
    requests: read(trainingSources.requests),
    documents: read(trainingSources.documents),
    families: allFamilies.filter((family) => !without.includes(family)),
  };
}
