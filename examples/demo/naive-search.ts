import { readdirSync, readFileSync } from "node:fs";
import { type StructuredToolInterface, tool } from "@langchain/core/tools";
import { z } from "zod";

const maxDocuments = 4;

/** Search as most agents have it: every file of the company, by the words of the question, as it is. */
export function naiveSearchTool(folder: string): StructuredToolInterface {
  const documents = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:md|eml|html|csv)$/.test(name))
    .map((name) => ({ name, text: readFileSync(`${folder}/${name}`, "utf8") }));
  return tool(
    async ({ query }) => {
      const words = query.toLowerCase().match(/\w{4,}/g) ?? [];
      const score = (text: string) => words.filter((word) => text.toLowerCase().includes(word)).length;
      return documents
        .toSorted((a, b) => score(b.text) - score(a.text))
        .slice(0, maxDocuments)
        .map(({ name, text }) => `source: ${name}\n${text}`)
        .join("\n\n");
    },
    {
      name: "search_documents",
      description: "Searches the company's documents.",
      schema: z.object({ query: z.string() }),
    },
  );
}
