import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { schemaToJson } from "@cedar-policy/cedar-wasm/nodejs";
import { canonicalJson } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import { type ParsedPolicies, parsePolicies } from "./parse-policies.ts";
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
  const parsed = await readPolicies(folder);
  if (parsed.type === "valid") return parsed.set;
  const [first] = parsed.problems;
  throw new SallyportError<PolicyErrorCode>({
    code: first?.code ?? "ERR_POLICY_FOLDER",
    message: `The policies in ${folder} are refused:\n${parsed.problems.map(formatProblem).join("\n")}`,
    ...(first?.hint && { hint: first.hint }),
  });
}

/** Every problem that keeps the folder from loading; empty when it would. */
export async function checkPolicies(folder: string): Promise<readonly PolicyProblem[]> {
  const parsed = await readPolicies(folder);
  return parsed.type === "valid" ? [] : parsed.problems;
}

/** `file: id: message hint` on one line, for terminals. */
export function formatProblem(problem: PolicyProblem): string {
  const place = [problem.file, problem.policy].filter(Boolean).join(": ");
  return [`  ${place}: ${problem.message}`, problem.hint].filter(Boolean).join(" ");
}

/** Reads and parses a folder. Never throws: a folder that cannot be read is a problem like others. */
export async function readPolicies(folder: string): Promise<ParsedPolicies> {
  try {
    const names = (await readdir(folder)).sort();
    const schema = await defaultSchema();
    for (const name of names.filter((file) => file.endsWith(".cedarschema"))) {
      if (!isSameSchema(await readFile(join(folder, name), "utf8"), schema)) return refuseSchema(name);
    }
    const files = names
      .filter((name) => name.endsWith(".cedar"))
      .map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") }));
    return parsePolicies(await Promise.all(files), schema);
  } catch (error) {
    const message = `The folder cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`;
    return { type: "invalid", problems: [{ code: "ERR_POLICY_FOLDER", file: folder, message }] };
  }
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

function refuseSchema(name: string): ParsedPolicies {
  const problem: PolicyProblem = {
    code: "ERR_POLICY_SCHEMA",
    file: name,
    message: "The schema is not the one that this version of the SDK feeds.",
    hint: "Delete the file, or replace it by the schema.cedarschema of the default policies.",
  };
  return { type: "invalid", problems: [problem] };
}
