import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Labelling, loadDocument, loadManifest, manifestName, SallyportError } from "@sallyport/sdk";
import { readAclFile, withRule } from "./acl-file.ts";
import type { CliErrorCode } from "./cli-error.ts";

/** What a rule for one document has changed. */
export interface Tagged {
  readonly file: string;
  /** The name of the label that it had; undefined: none. */
  readonly before: string | undefined;
  /** What it has from now on. Its own front matter goes before any rule. */
  readonly after: Labelling;
}

/**
 * Gives a document one of the labels in the tenant's `acl.yaml`, by a rule for it alone.
 *
 * @throws {SallyportError} `ERR_CLI_DOCUMENT`, `ERR_CLI_LABEL`, `ERR_INGEST_MANIFEST`.
 */
export async function tagDocument(
  tenant: string,
  folder: string,
  source: string,
  name: string,
): Promise<Tagged> {
  const frontMatter = await readFrontMatter(folder, source);
  const { path: file, text, labels } = await readAclFile(folder, tenant);
  if (!labels.has(name)) {
    throw new SallyportError<CliErrorCode>({
      code: "ERR_CLI_LABEL",
      message: `${file} has no label ${name}.`,
      hint: `Its labels: ${[...labels.keys()].join(", ") || "none"}. Write a new one there first.`,
    });
  }
  const before = (await loadManifest(folder, tenant)).labelFor(source, frontMatter);
  const edited = withRule(text, source, name);
  await assertRule(edited, tenant, source, name);
  await replaceFile(file, edited);
  const after = (await loadManifest(folder, tenant)).labelFor(source, frontMatter);
  return { file, before: before.type === "labelled" ? before.name : undefined, after };
}

async function readFrontMatter(folder: string, source: string): Promise<string | undefined> {
  const path = join(folder, source);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new SallyportError<CliErrorCode>({
      code: "ERR_CLI_DOCUMENT",
      message: `There is no document ${path}.`,
      hint: "Name its path in the tenant's folder.",
      cause,
    });
  });
  // A file that no loader can read may be labelled all the same.
  return loadDocument(source, bytes).then(
    ({ label }) => label,
    () => undefined,
  );
}

/** Reads the file to be with the very code that will, before anything is overwritten. */
async function assertRule(text: string, tenant: string, source: string, name: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sallyport-tag-"));
  try {
    await writeFile(join(folder, manifestName), text);
    const labelling = (await loadManifest(folder, tenant)).labelFor(source, undefined);
    if (labelling.type === "labelled" && labelling.name === name) return;
  } finally {
    await rm(folder, { recursive: true });
  }
  throw new SallyportError<CliErrorCode>({
    code: "ERR_CLI_LABEL",
    message: "No rule could be written that matches this path alone.",
    hint: `Edit ${manifestName} by hand.`,
  });
}

/** Whole or not at all. */
async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, text, { mode: (await stat(path)).mode });
  await rename(temporary, path);
}
