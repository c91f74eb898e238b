/** Small words and signs inside names: "University of X", "van der Y", "Jean-Paul". */
export const joints: ReadonlySet<string> = new Set([
  ..."of the de la van von der den di da del bin al du le".split(" "),
  ..."&'’-",
]);
