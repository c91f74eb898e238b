import type { Agent, Principal } from "../identity/index.ts";
import { createLabel, type LabelInput } from "./label.ts";
import { matchReaders } from "./match-readers.ts";
import type { DataFacts, PolicyRequest } from "./request.ts";
import type { TestCase, TestFile } from "./test-file.ts";

const actions = ["retrieve", "call_tool", "approve", "release", "revoke", "reveal"] as const;

/**
 * The question that a case asks.
 *
 * @throws {TypeError} naming what the case speaks of and the file does not know.
 */
export function testRequest(file: TestFile, test: TestCase): PolicyRequest {
  const [action, ...more] = actions.filter((name) => test[name] !== undefined);
  if (!action || more.length > 0) throw new TypeError(`ask exactly one of ${actions.join(", ")}`);
  switch (action) {
    case "retrieve":
      return retrieval(file, test, known(test, action, "action"));
    case "call_tool":
      return toolCall(file, test, known(test, action, "action"));
    case "approve": {
      const { tenant = file.tenant, ...approval } = known(test, action, "action");
      return { action, actor: findPerson(file, test.who), approval: { id: "test", tenant, ...approval } };
    }
    case "release": {
      const { tenant = file.tenant, owner } = known(test, action, "action");
      return { action, actor: findPerson(file, test.who), document: { id: "test", tenant, owner } };
    }
    case "revoke": {
      const { tenant = file.tenant, kind, subject, owner } = known(test, action, "action");
      const target = { tenant, kind, subject, ...(owner !== undefined && { owner }) };
      return { action, actor: findPerson(file, test.who), target };
    }
    case "reveal": {
      const { type, sink, ...more } = known(test, action, "action");
      // As above: absent keys may be `undefined` here.
      const data = JSON.parse(JSON.stringify({ type, sink, ...more })) as DataFacts;
      return { action, actor: findPerson(file, test.who), data };
    }
  }
}

function retrieval(file: TestFile, test: TestCase, name: string): PolicyRequest {
  const principal = findPerson(file, test.for ?? test.who);
  const { tenant = file.tenant, ...named } = known(file.labels, name, "label");
  // The file's optional keys may be `undefined`; createLabel parses all of it once more.
  const label = createLabel({ tenant, ...named } as LabelInput);
  const matchedBy = matchReaders(label, principal);
  return { action: "retrieve", actor: findActor(file, test.who), principal, label, matchedBy };
}

function toolCall(file: TestFile, test: TestCase, name: string): PolicyRequest {
  const principal = findPerson(file, test.for ?? test.who);
  const tool = { name, ...known(file.tools, name, "tool") };
  const { amount, ...facts } = test.facts;
  const call = { ...facts, ...(amount !== undefined && { amount }) };
  return { action: "call_tool", actor: findActor(file, test.who), principal, tool, call };
}

function findActor(file: TestFile, name: string): Principal | Agent {
  if (!Object.hasOwn(file.agents, name)) return findPerson(file, name);
  const { owner, tenant = file.tenant } = known(file.agents, name, "agent");
  // Policies see none of the rest.
  const publicKey = { kty: "OKP", crv: "Ed25519", x: "", kid: "" } as const;
  return { type: "agent", id: name, tenant, owner, purpose: "", tools: [], publicKey };
}

function findPerson(file: TestFile, name: string): Principal {
  const { tenant = file.tenant, ...person } = known(file.people, name, "person");
  return { type: "user", id: name, tenant, ...person };
}

function known<T extends object, Name extends keyof T & string>(all: T, name: Name, kind: string) {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found === undefined) throw new TypeError(`no ${kind} is called ${name}`);
  return found;
}
