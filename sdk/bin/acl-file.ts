import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createLabel, type Label, type LabelInput, loadManifest, manifestName } from "@sallyport/sdk";
import { isMap, isSeq, parse, parseDocument, Scalar, stringify, type YAMLSeq } from "yaml";

/** A tenant's `acl.yaml`, for editing. */
export interface AclFile {
  readonly path: string;
  readonly text: string;
  /** By the names that the data owners gave them. */
  readonly labels: ReadonlyMap<string, Label>;
}

/** @throws {SallyportError} `ERR_INGEST_MANIFEST`, `ERR_INGEST_TENANT`. */
export async function readAclFile(folder: string, tenant: string): Promise<AclFile> {
  const path = join(folder, manifestName);
  await loadManifest(folder, tenant);
  const text = await readFile(path, "utf8").catch(() => "");
  const { labels = {} } = (parse(text) ?? {}) as { labels?: Record<string, Omit<LabelInput, "tenant">> };
  const named = Object.entries(labels).map(
    ([name, label]) => [name, createLabel({ tenant, ...label })] as const,
  );
  return { path, text, labels: new Map(named) };
}

/**
 * The same file with a new first rule, for exactly one document: the first match wins. The lines that are there
 * stay as they are, comments included.
 */
export function addRule(text: string, source: string, label: string): string {
  const document = parseDocument(text);
  const rules = document.get("documents");
  const match = escapeGlob(source);
  if (!isSeq(rules) || rules.flow === true || rules.items.length === 0 || !rules.range) {
    const rest = isSeq(rules) ? rules.items : [];
    document.set("documents", document.createNode([{ match, label }, ...rest]));
    return document.toString({ lineWidth: 0 });
  }
  const start = rules.range[0];
  const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
  const rule = `- match: ${JSON.stringify(match)}\n${indent}  label: ${stringify(label).trim()}\n${indent}`;
  return splice(text, start, start, rule);
}

/** The same file with another label in the rule for exactly this document; undefined when it has none. */
export function changeRule(text: string, source: string, label: string): string | undefined {
  const rules = parseDocument(text).get("documents");
  const range = isSeq(rules) ? findLabelOf(rules, escapeGlob(source))?.range : undefined;
  return range ? splice(text, range[0], range[1], stringify(label).trim()) : undefined;
}

function findLabelOf(rules: YAMLSeq, match: string): Scalar | undefined {
  const rule = rules.items.filter((item) => isMap(item)).find((item) => item.get("match") === match);
  const label = rule?.get("label", true);
  return label instanceof Scalar ? label : undefined;
}

function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** A path as a pattern that matches nothing else. */
function escapeGlob(path: string): string {
  return path.replaceAll(/[\\*?[\]{}()!+@|$^"']/g, "\\$&");
}
