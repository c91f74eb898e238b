import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { digestOf } from "../crypto/index.ts";
import { readAnnotations } from "./annotations.ts";
import type { Policy, PolicyProblem, PolicySet } from "./policy-set.ts";

export interface PolicyFile {
  readonly name: string;
  readonly text: string;
}

/** A set, or every problem that keeps these files from being one. */
export type ParsedPolicies =
  | { readonly type: "valid"; readonly set: PolicySet }
  | { readonly type: "invalid"; readonly problems: readonly PolicyProblem[] };

/** Files to a policy set: split, annotations, unique ids, validation against the schema. Never throws. */
export function parsePolicies(files: readonly PolicyFile[], schema: string): ParsedPolicies {
  const problems: PolicyProblem[] = [];
  const policies = files.flatMap((file) => parseFile(file, problems));
  refuseDuplicates(policies, problems);
  if (problems.length === 0 && policies.length === 0) {
    problems.push({
      code: "ERR_POLICY_FOLDER",
      file: files[0]?.name ?? "",
      message: "There is no policy at all, which would deny everything.",
      hint: "Start from a copy of the default policies.",
    });
  }
  if (problems.length === 0) validate(policies, schema, problems);
  if (problems.length > 0) return { type: "invalid", problems };

  const texts = Object.fromEntries(policies.map((policy) => [policy.id, policy.text]));
  return {
    type: "valid",
    set: { policies, schema, hash: digestOf("sallyport/policies/v1", { schema, texts }) },
  };
}

function parseFile(file: PolicyFile, problems: PolicyProblem[]): Policy[] {
  const parts = cedar.policySetTextToParts(file.text);
  if (parts.type === "failure") {
    problems.push(...parts.errors.map((error) => syntaxProblem(file, error)));
    return [];
  }
  for (const _ of parts.policy_templates) {
    problems.push({
      code: "ERR_POLICY_SYNTAX",
      file: file.name,
      message: "A policy has a slot (?principal or ?resource).",
      hint: "Templates are not supported: write the policy out.",
    });
  }
  return parts.policies.flatMap((text) => parsePolicy(file, text, problems) ?? []);
}

function parsePolicy(file: PolicyFile, text: string, problems: PolicyProblem[]): Policy | undefined {
  const parsed = cedar.policyToJson(text);
  if (parsed.type === "failure") {
    problems.push(...parsed.errors.map((error) => syntaxProblem(file, error)));
    return undefined;
  }
  const { json } = parsed;
  const id = json.annotations?.id ?? "";
  // The pattern keeps out ids that would vanish as object keys, `__proto__` above all.
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/.test(id)) {
    problems.push({
      code: "ERR_POLICY_ID",
      file: file.name,
      message: id === "" ? `A ${json.effect} has no @id.` : "An @id is malformed.",
      hint: 'Give each policy an id of its own, such as @id("no-mass-change").',
    });
    return undefined;
  }
  const annotations = readAnnotations(json);
  if (annotations.type === "invalid") {
    const { message, hint } = annotations;
    problems.push({
      code: "ERR_POLICY_ANNOTATION",
      file: file.name,
      policy: id,
      message: `${message}.`,
      hint,
    });
    return undefined;
  }
  const { reference, approval } = annotations;
  return { ...reference, file: file.name, text, json, ...(approval && { approval }) };
}

function syntaxProblem(file: PolicyFile, error: cedar.DetailedError): PolicyProblem {
  const start = error.sourceLocations?.[0]?.start;
  const line = start === undefined ? "" : ` (line ${file.text.slice(0, start).split("\n").length})`;
  return {
    code: "ERR_POLICY_SYNTAX",
    file: file.name,
    message: `${error.message}${line}.`,
    ...(error.help && { hint: error.help }),
  };
}

function refuseDuplicates(policies: readonly Policy[], problems: PolicyProblem[]): void {
  const first = new Map<string, Policy>();
  for (const policy of policies) {
    const other = first.get(policy.id);
    if (!other) {
      first.set(policy.id, policy);
      continue;
    }
    problems.push({
      code: "ERR_POLICY_ID",
      file: policy.file,
      policy: policy.id,
      message: `The @id is used in ${other.file} already.`,
      hint: "Ids name policies in decisions and receipts: give each its own.",
    });
  }
}

/** Cedar answers `success` even when it found errors: the arrays tell. */
function validate(policies: readonly Policy[], schema: string, problems: PolicyProblem[]): void {
  const files = new Map(policies.map((policy) => [policy.id, policy.file]));
  const answer = cedar.validate({
    schema,
    policies: { staticPolicies: Object.fromEntries(policies.map((policy) => [policy.id, policy.text])) },
    validationSettings: { mode: "strict" },
  });
  if (answer.type === "failure") {
    problems.push(
      ...answer.errors.map((error) => ({
        code: "ERR_POLICY_SCHEMA" as const,
        file: "schema.cedarschema",
        message: `${error.message}.`,
      })),
    );
    return;
  }
  const found = [...answer.validationErrors, ...answer.validationWarnings].map(({ policyId, error }) => ({
    code: "ERR_POLICY_INVALID" as const,
    file: files.get(policyId) ?? "",
    policy: policyId,
    message: `${error.message}.`,
    ...(error.help && { hint: error.help }),
  }));
  // Cedar reports them in no order.
  problems.push(...found.sort((one, other) => (formatProblem(one) < formatProblem(other) ? -1 : 1)));
}

/** `file: id: message hint` on one line, for terminals. */
export function formatProblem(problem: PolicyProblem): string {
  const place = [problem.file, problem.policy].filter(Boolean).join(": ");
  return [`  ${place}: ${problem.message}`, problem.hint].filter(Boolean).join(" ");
}
