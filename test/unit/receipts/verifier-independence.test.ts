import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

const folder = new URL("../../../sdk/src/receipts/verify/", import.meta.url);

describe("the verifier", () => {
  it("[G4] shares no code with the writer and needs nothing but the platform", async () => {
    const files = await readdir(folder);
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const source = await readFile(new URL(file, folder), "utf8");
      // Types are the format; they are gone when it runs.
      const imports = [...source.matchAll(/^(?:import|export)(?! type)[^;]*? from "([^"]+)"/gm)].map(
        ([, from]) => from,
      );
      for (const from of imports) expect(from, file).toMatch(/^\.\/[a-z-]+\.ts$/);
      expect(source, file).not.toMatch(/\b(?:Buffer|process|require|import\()\b/);
    }
  });
});
