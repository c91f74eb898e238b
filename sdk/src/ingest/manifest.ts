import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod/v4";
import { SallyportError } from "../errors.ts";
import {
  createLabel,
  type Integrity,
  integrities,
  type Label,
  type LabelInput,
  labelSchema,
} from "../policy/index.ts";
import { createGlob } from "../retrieval/index.ts";
import type { IngestErrorCode } from "./errors.ts";

/** The file beside the documents in which their owner writes who may read them. */
export const manifestName = "acl.yaml";

/** Why a document has the label that it has, or none. */
export type Labelling =
  | {
      readonly type: "labelled";
      readonly label: Label;
      readonly name: string;
      readonly by: "manifest" | "front-matter";
    }
  | { readonly type: "unlabelled"; readonly reason: string };

export interface Manifest {
  /** The label of a file: the first rule that matches its path, unless its front matter names another. */
  labelFor(path: string, frontMatterLabel: string | undefined): Labelling;
}

const manifestSchema = z.strictObject({
  version: z.literal(1),
  tenant: z.string().min(1),
  labels: z.record(z.string(), labelSchema.omit({ tenant: true })),
  documents: z.array(z.strictObject({ match: z.string().min(1), label: z.string() })),
});
type ManifestText = z.infer<typeof manifestSchema>;

/**
 * Reads `acl.yaml` in `folder`. Without one no document has a label, and nobody may read any.
 *
 * @throws {SallyportError} `ERR_INGEST_MANIFEST` naming the key that is wrong, `ERR_INGEST_TENANT` when the
 * manifest belongs to another tenant.
 */
export async function loadManifest(folder: string, tenant: string): Promise<Manifest> {
  const path = join(folder, manifestName);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw badManifest(path, "it cannot be read", error);
  });
  const manifest = text === undefined ? undefined : await parseManifest(path, text);
  if (manifest !== undefined && manifest.tenant !== tenant) {
    throw new SallyportError<IngestErrorCode>({
      code: "ERR_INGEST_TENANT",
      message: `${path} belongs to the tenant "${manifest.tenant}", not to "${tenant}".`,
      hint: "Ingest this folder for its own tenant.",
    });
  }
  return createManifest(manifest ?? { version: 1, tenant, labels: {}, documents: [] });
}

async function parseManifest(path: string, text: string): Promise<ManifestText> {
  const { parse } = await import("yaml");
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 100 });
  } catch (cause) {
    throw badManifest(path, "it is not YAML", cause);
  }
  const result = manifestSchema.safeParse(value);
  if (!result.success) throw badManifest(path, z.prettifyError(result.error), result.error);
  for (const [index, { match, label }] of result.data.documents.entries()) {
    try {
      createGlob(match);
    } catch (cause) {
      throw badManifest(path, `documents[${index}].match: ${(cause as Error).message}`, cause);
    }
    if (!Object.hasOwn(result.data.labels, label)) {
      throw badManifest(path, `documents[${index}].label names "${label}", which is not under labels`);
    }
  }
  return result.data;
}

function createManifest({ tenant, labels, documents }: ManifestText): Manifest {
  const named = new Map(
    Object.entries(labels).map(([name, label]) => [name, createLabel({ tenant, ...label } as LabelInput)]),
  );
  const rules = documents.map(({ match, label }) => ({
    matches: createGlob(match),
    name: label,
  }));
  return {
    labelFor(path, frontMatterLabel) {
      const name = rules.find((rule) => rule.matches(path))?.name;
      const ruled = name === undefined ? undefined : named.get(name);
      if (frontMatterLabel === undefined) {
        if (name === undefined || ruled === undefined)
          return { type: "unlabelled", reason: "no rule in acl.yaml matches it" };
        return { type: "labelled", label: ruled, name, by: "manifest" };
      }
      const asked = named.get(frontMatterLabel);
      if (asked === undefined) {
        return {
          type: "unlabelled",
          reason: `its front matter names "${frontMatterLabel}", which acl.yaml does not have`,
        };
      }
      // A file cannot vouch for itself: whoever wrote it wrote its front matter too.
      const integrity = lowest(asked.integrity, ruled?.integrity ?? "untrusted");
      const { id: _, ...rest } = asked;
      return {
        type: "labelled",
        label: createLabel({ ...rest, integrity }),
        name: frontMatterLabel,
        by: "front-matter",
      };
    },
  };
}

function lowest(a: Integrity, b: Integrity): Integrity {
  return integrities.indexOf(a) > integrities.indexOf(b) ? a : b;
}

function badManifest(path: string, found: string, cause?: unknown): SallyportError<IngestErrorCode> {
  return new SallyportError<IngestErrorCode>({
    code: "ERR_INGEST_MANIFEST",
    message: `${path}: ${found}.`,
    hint: "Nothing was ingested. Correct the manifest; docs/retrieval.md shows its format.",
    cause,
  });
}
