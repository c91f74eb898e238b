import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Labelling, loadDocument, loadManifest, manifestName, SallyportError } from "@sallyport/sdk";
import { addRule, changeRule, readAclFile } from "./acl-file.ts";
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
 * @throws {SallyportError} `ERR_CLI_LABEL`, `ERR_INGEST_MANIFEST`.
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
  const changed = changeRule(text, source, name);
  const isEnough = changed !== undefined && (await hasRule(changed, tenant, source, name));
  const edited = isEnough ? changed : addRule(text, source, name);
  if (!isEnough && !(await hasRule(edited, tenant, source, name))) throw noRule();
  await replaceFile(file, edited);
  const after = (await loadManifest(folder, tenant)).labelFor(source, frontMatter);
  return { file, before: before.type === "labelled" ? before.name : undefined, after };
}

/** A file that no loader can read has none, and may be labelled all the same. */
async function readFrontMatter(folder: string, source: string): Promise<string | undefined> {
  const bytes = await readFile(join(folder, source));
  return loadDocument(source, bytes).then(
    ({ label }) => label,
    () => undefined,
  );
}

/** Reads the file to be with the very code that will, before anything is overwritten. */
async function hasRule(text: string, tenant: string, source: string, name: string): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "sallyport-tag-"));
  try {
    await writeFile(join(folder, manifestName), text);
    const labelling = (await loadManifest(folder, tenant)).labelFor(source, undefined);
    return labelling.type === "labelled" && labelling.name === name;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function noRule(): SallyportError<CliErrorCode> {
  return new SallyportError<CliErrorCode>({
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
