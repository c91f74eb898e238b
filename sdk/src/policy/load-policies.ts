import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { schemaToJson } from "@cedar-policy/cedar-wasm/nodejs";
import { canonicalJson } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import { formatProblem, type ParsedPolicies, type PolicyFile, parsePolicies } from "./parse-policies.ts";
import type { PolicyErrorCode } from "./policy-error.ts";
import type { PolicyProblem, PolicySet } from "./policy-set.ts";

/** The policies that come with the SDK: a small, commented set to start from. */
export const defaultPolicyFolder = join(
  dirname(createRequire(import.meta.url).resolve("@sallyport/sdk/package.json")),
  "policies",
);

/**
 * The policy set in a folder's `.cedar` files.
 *
 * @throws {SallyportError} the code of the first {@link PolicyProblem}, with all of them in the message.
 */
export async function loadPolicies(folder: string): Promise<PolicySet> {
  return setOrThrow(folder, await parseFolder(await readFolder(folder)));
}

/** Every problem that keeps the folder from loading; empty when it would. */
export async function checkPolicies(folder: string): Promise<readonly PolicyProblem[]> {
  const parsed = await parseFolder(await readFolder(folder));
  return parsed.type === "valid" ? [] : parsed.problems;
}

/** The set, or its problems as an error. */
export function setOrThrow(folder: string, parsed: ParsedPolicies): PolicySet {
  if (parsed.type === "valid") return parsed.set;
  const [first] = parsed.problems;
  throw new SallyportError<PolicyErrorCode>({
    code: first?.code ?? "ERR_POLICY_FOLDER",
    message: `The policies in ${folder} are refused:\n${parsed.problems.map(formatProblem).join("\n")}`,
    ...(first?.hint && { hint: first.hint }),
  });
}

/** What a folder holds at one moment, or why nobody can tell. */
export type PolicyFolder =
  | { readonly type: "read"; readonly files: readonly PolicyFile[] }
  | { readonly type: "unreadable"; readonly problem: PolicyProblem };

/**
 * A folder's policies and schemas as they stand, those of its subfolders too: a forbid that lies one level down
 * must not be lost. Hidden ones are left out; mounted configuration keeps its older versions in them. Never throws.
 */
export async function readFolder(folder: string): Promise<PolicyFolder> {
  try {
    const names = (await readdir(folder, { recursive: true }))
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => /\.cedar(schema)?$/.test(name) && !/(^|\/)\./.test(name))
      .sort();
    const files = names.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") }));
    return { type: "read", files: await Promise.all(files) };
  } catch (error) {
    const message = `The folder cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`;
    return { type: "unreadable", problem: { code: "ERR_POLICY_FOLDER", file: folder, message } };
  }
}

/** The policy set that a folder's content is. Never throws: a folder that cannot be read is a problem like others. */
export async function parseFolder(content: PolicyFolder): Promise<ParsedPolicies> {
  if (content.type === "unreadable") return { type: "invalid", problems: [content.problem] };
  const schema = await defaultSchema();
  const other = content.files.find(
    ({ name, text }) => name.endsWith(".cedarschema") && !isSameSchema(text, schema),
  );
  if (other) return { type: "invalid", problems: [foreignSchema(other.name)] };
  return parsePolicies(
    content.files.filter(({ name }) => name.endsWith(".cedar")),
    schema,
  );
}

/** The schema that the engine feeds, whatever the folder. */
export function defaultSchema(): Promise<string> {
  return readFile(join(defaultPolicyFolder, "schema.cedarschema"), "utf8");
}

/** The engine feeds the SDK's schema; a copy for editors is welcome, another one would only mislead its readers. */
function isSameSchema(one: string, other: string): boolean {
  const [left, right] = [schemaToJson(one), schemaToJson(other)];
  return (
    left.type === "success" &&
    right.type === "success" &&
    canonicalJson(left.json) === canonicalJson(right.json)
  );
}

function foreignSchema(file: string): PolicyProblem {
  return {
    code: "ERR_POLICY_SCHEMA",
    file,
    message: "The schema is not the one that this version of the SDK feeds.",
    hint: "Delete the file, or replace it by the schema.cedarschema of the default policies.",
  };
}
