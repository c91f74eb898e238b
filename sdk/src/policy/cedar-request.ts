import type { EntityJson, TypeAndId } from "@cedar-policy/cedar-wasm/nodejs";
import { classifications } from "../identity/index.ts";
import { Facts } from "./facts.ts";
import { integrities, type Label } from "./label.ts";
import type { PolicyRequest } from "./request.ts";

export const actions = ["retrieve", "call_tool", "approve", "release", "revoke", "reveal"] as const;

type Attribute = string | number | boolean | string[] | { [name: string]: string | string[] };
type Attributes = Record<string, Attribute>;

/** A request in Cedar's terms: only values that we built ourselves, each of the type that the schema says. */
export interface CedarRequest {
  readonly principal: Subject;
  readonly action: PolicyRequest["action"];
  readonly resource: Subject;
  readonly context: Attributes;
}

/** An entity with its attributes. There are no hierarchies: groups and roles are attributes. */
export interface Subject extends EntityJson {
  readonly uid: TypeAndId;
  readonly attrs: Record<string, Attribute>;
  readonly parents: [];
}

/**
 * Checks every fact of a request and arranges it for the schema.
 *
 * @throws FactError naming the field and what is accepted, never the value.
 */
export function cedarRequest(request: PolicyRequest): CedarRequest {
  const facts = new Facts(request, "request");
  const action = facts.oneOf("action", actions);
  switch (action) {
    case "retrieve":
      return {
        action,
        principal: actor(facts),
        resource: label(facts.facts("label")),
        context: { onBehalfOf: person(facts.facts("principal")), matchedBy: facts.texts("matchedBy") },
      };
    case "call_tool":
      return {
        action,
        principal: actor(facts),
        resource: tool(facts.facts("tool")),
        context: {
          onBehalfOf: person(facts.facts("principal")),
          approved: false,
          ...call(facts.facts("call")),
        },
      };
    case "approve":
      return { action, principal: actor(facts), resource: approval(facts.facts("approval")), context: {} };
    case "release":
      return { action, principal: actor(facts), resource: document(facts.facts("document")), context: {} };
    case "revoke":
      return { action, principal: actor(facts), resource: target(facts.facts("target")), context: {} };
    case "reveal":
      return { action, principal: actor(facts), ...data(facts.facts("data")) };
  }
}

function actor(facts: Facts): Subject {
  const actor = facts.facts("actor");
  return actor.oneOf("type", ["user", "agent"]) === "user" ? user(actor) : agent(actor);
}

function user(user: Facts): Subject {
  const attributes = person(user);
  const clearance = classifications.indexOf(user.oneOf("clearance", classifications));
  return entity("User", `${encodeURIComponent(attributes.tenant)}/${attributes.id}`, {
    ...attributes,
    clearedFor: classifications.slice(0, clearance + 1),
  });
}

/** Only humans are people: an agent here would let a chain begin without one. */
function person(person: Facts) {
  person.oneOf("type", ["user"]);
  return {
    id: person.text("id"),
    tenant: person.text("tenant"),
    roles: person.texts("roles"),
    groups: person.texts("groups"),
  };
}

function agent(agent: Facts): Subject {
  const id = agent.text("id");
  return entity("Agent", id, { id, tenant: agent.text("tenant"), owner: agent.text("owner") });
}

/**
 * Two labels with the same key get the same `retrieve` decision for the same actor, principal and policy set:
 * the key holds all that policies can see. Lets search ask once instead of once per label.
 */
export function retrieveKey(of: Label, matchedBy: readonly string[]): string {
  return JSON.stringify([label(new Facts(of, "label")).attrs, [...matchedBy].sort()]);
}

/** Without the label's id, so that policies cannot tell apart what {@link retrieveKey} does not. */
function label(label: Facts): Subject {
  return entity("Label", "label", {
    tenant: label.text("tenant"),
    classification: label.oneOf("classification", classifications),
    integrity: label.oneOf("integrity", integrities),
    owner: label.text("owner"),
    tags: label.has("tags") ? label.texts("tags") : [],
  });
}

function tool(tool: Facts): Subject {
  const name = tool.text("name");
  return entity("Tool", name, {
    name,
    connector: tool.text("connector"),
    impact: tool.oneOf("impact", ["read", "write", "high"]),
    reversible: tool.flag("reversible"),
    audience: tool.oneOf("audience", ["principal", "tenant", "external"]),
  });
}

function call(call: Facts): Attributes {
  return {
    ...(call.has("amount") && { amount: call.count("amount") }),
    records: call.count("records"),
    untrustedArguments: call.texts("untrustedArguments"),
    inventedArguments: call.texts("inventedArguments"),
    tainted: call.flag("tainted"),
    leaks: call.flag("leaks"),
    callsInSession: call.count("callsInSession"),
    recordsInSession: call.count("recordsInSession"),
    classification: call.oneOf("classification", classifications),
    newDestinations: call.has("newDestinations") ? call.count("newDestinations") : 0,
    driftFromPurpose: call.has("driftFromPurpose") ? call.count("driftFromPurpose") : 0,
    driftFromStart: call.has("driftFromStart") ? call.count("driftFromStart") : 0,
    turnsBeforeDestination: call.has("turnsBeforeDestination") ? call.count("turnsBeforeDestination") : 0,
    conversation: call.has("conversation") ? call.oneOf("conversation", verdicts) : "clean",
  };
}

const verdicts = ["clean", "suspicious", "quarantined"] as const;

function approval(approval: Facts): Subject {
  return entity("Approval", approval.text("id"), {
    tenant: approval.text("tenant"),
    groups: approval.texts("groups"),
    requester: approval.text("requester"),
    owners: approval.texts("owners"),
    risk: approval.oneOf("risk", ["low", "medium", "high"]),
  });
}

function document(document: Facts): Subject {
  return entity("Document", document.text("id"), {
    tenant: document.text("tenant"),
    owner: document.text("owner"),
  });
}

function target(target: Facts): Subject {
  const kind = target.text("kind");
  const subject = target.text("subject");
  return entity("Target", `${kind}:${subject}`, {
    tenant: target.text("tenant"),
    kind,
    subject,
    ...(target.has("owner") && { owner: target.text("owner") }),
  });
}

function data(data: Facts): Pick<CedarRequest, "resource" | "context"> {
  const name = data.text("type");
  const restoring = data.has("restoring") ? data.facts("restoring") : undefined;
  return {
    resource: entity("DataType", name, { name }),
    context: {
      sink: data.text("sink"),
      ...(data.has("recipient") && { recipient: data.text("recipient") }),
      ...(data.has("classification") && {
        classification: data.oneOf("classification", classifications),
      }),
      ...(restoring && {
        audience: restoring.oneOf("audience", ["principal", "tenant", "external"]),
        place: restoring.oneOf("place", ["steering", "text"]),
      }),
    },
  };
}

function entity(type: string, id: string, attrs: Attributes): Subject {
  return { uid: { type: `Sallyport::${type}`, id }, attrs, parents: [] };
}
