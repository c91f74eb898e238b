import { expect, it } from "vitest";
import { reachableImports } from "./reachable-imports.ts";

it("importing the root loads no host framework, parser, model or server library", () => {
  const packages = reachableImports("sdk/src/index.ts");
  expect([...packages].filter((name) => forbidden.test(`node_modules/${name}/`))).toEqual([]);
});

const forbidden =
  /node_modules\/(?:langchain|@langchain|hnswlib-node|pg|@slack|@opentelemetry|@energetic-ai|unpdf|mammoth|postal-mime|better-sqlite3|commander)\//;
