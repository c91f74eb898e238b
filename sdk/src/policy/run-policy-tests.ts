import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod/v4";
import { SallyportError } from "../errors.ts";
import type { ConsentRequirement, Decision } from "./decision.ts";
import { createPolicyEngine } from "./engine.ts";
import { explainDecision, renderDecision } from "./explain.ts";
import type { PolicyErrorCode } from "./policy-error.ts";
import type { PolicySet } from "./policy-set.ts";
import type { PolicyRequest } from "./request.ts";
import { type TestCase, type TestFile, testFileSchema } from "./test-file.ts";
import { testRequest } from "./test-request.ts";

export interface PolicyTestResult {
  readonly name: string;
  readonly passed: boolean;
  readonly decision: Decision;
  /** What differs from what was expected; empty when passed. */
  readonly differences: readonly string[];
  /** The decision explained, when the test failed. */
  readonly explanation?: string;
}

export interface PolicyTestReport {
  readonly passed: boolean;
  readonly results: readonly PolicyTestResult[];
  /** Policies that took part in no decision: nobody would notice their loss. */
  readonly untested: readonly string[];
}

/**
 * Runs the table tests of a YAML file against a policy set; `docs/policy.md` describes the file.
 *
 * @throws {SallyportError} `ERR_POLICY_TESTS` when the file cannot be read or a case cannot be understood.
 */
export async function runPolicyTests(path: string, set: PolicySet): Promise<PolicyTestReport> {
  const file = await readTests(path);
  const engine = createPolicyEngine(set);
  const results = file.tests.map((test) => {
    const request = requestFor(path, file, test);
    return compare(test, engine.decide(request), set, request);
  });
  const tested = new Set(results.flatMap(({ decision }) => decidingPolicies(decision)));
  return {
    passed: results.every(({ passed }) => passed),
    results,
    untested: set.policies.map(({ id }) => id).filter((id) => !tested.has(id)),
  };
}

/** The report for a terminal: failures with their explanation, then the sums. */
export function renderPolicyTests({ results, untested }: PolicyTestReport): string {
  const failed = results.filter(({ passed }) => !passed);
  const lines = failed.flatMap(({ name, differences, explanation }) => [
    `✗ ${name}`,
    ...differences.map((difference) => `    ${difference}`),
    ...(explanation ?? "").split("\n").map((line) => `      ${line}`),
  ]);
  lines.push(`${results.length - failed.length} of ${results.length} passed`);
  if (untested.length > 0) lines.push(`no test meets: ${untested.join(", ")}`);
  return lines.join("\n");
}

function compare(
  test: TestCase,
  decision: Decision,
  set: PolicySet,
  request: PolicyRequest,
): PolicyTestResult {
  const differences = [
    ...compareOutcome(test, decision),
    ...comparePolicies(test, decision),
    ...compareNeeds(test, decision),
  ];
  const result = { name: test.name, decision, differences };
  return differences.length === 0
    ? { ...result, passed: true }
    : { ...result, passed: false, explanation: renderDecision(explainDecision(set, request, decision)) };
}

function compareOutcome({ expect }: TestCase, decision: Decision): string[] {
  const outcomes: string[] = decision.type === "deny" ? ["deny", decision.code] : [decision.type];
  return outcomes.includes(expect) ? [] : [`expected ${expect}, got ${outcomes.at(-1)}`];
}

function comparePolicies({ by }: TestCase, decision: Decision): string[] {
  return by ? compareSets("policies", by, decidingPolicies(decision)) : [];
}

/** What asked people and what allows it afterwards both count. */
function decidingPolicies(decision: Decision): string[] {
  const permits = decision.type === "needs_approval" ? decision.permits : [];
  return [...decision.policies, ...permits].map(({ id }) => id);
}

function compareNeeds({ needs }: TestCase, decision: Decision): string[] {
  if (!needs) return [];
  const write = (all: readonly ConsentRequirement[]) =>
    all.map(({ groups, quorum }) => `${quorum} of ${[...groups].sort().join(" or ")}`);
  const got = decision.type === "needs_approval" ? decision.approval.requirements : [];
  return compareSets("consents", write(needs), write(got));
}

function compareSets(what: string, expected: readonly string[], got: readonly string[]): string[] {
  const write = (all: readonly string[]) => [...all].sort().join(", ") || "none";
  return write(expected) === write(got) ? [] : [`expected ${what} ${write(expected)}, got ${write(got)}`];
}

async function readTests(path: string): Promise<TestFile> {
  try {
    // Merge keys (`<<`) and anchors spare repetition; aliases are bounded by the parser.
    return testFileSchema.parse(parse(await readFile(path, "utf8"), { merge: true }));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw testError(`The policy tests in ${path} cannot be read: ${reason}`, cause);
  }
}

function requestFor(path: string, file: TestFile, test: TestCase): PolicyRequest {
  try {
    return testRequest(file, test);
  } catch (cause) {
    throw testError(
      `The test "${test.name}" in ${path} cannot be understood: ${(cause as Error).message}.`,
      cause,
    );
  }
}

function testError(message: string, cause: unknown): SallyportError<PolicyErrorCode> {
  return new SallyportError({
    code: "ERR_POLICY_TESTS",
    message,
    hint: "The tests.yaml beside the default policies shows every kind of case.",
    cause,
  });
}
