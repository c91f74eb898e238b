import type { Expr, PolicyJson } from "@cedar-policy/cedar-wasm/nodejs";
import type { CedarRequest } from "./cedar-request.ts";

/** A policy cannot be satisfied unless what the request has at `path` is one of `values`. */
export interface Guard {
  readonly path: string;
  readonly values: ReadonlySet<string>;
}

/**
 * What a policy's head and its plain `==` and `[…].contains()` conditions demand of the request. Used to leave
 * out policies that cannot apply; anything that is not understood here demands nothing, and so stays in.
 */
export function guardsOf(json: PolicyJson): Guard[] {
  return [
    ...headGuards("action", json.action),
    ...headGuards("principal", json.principal),
    ...headGuards("resource", json.resource),
    ...json.conditions
      .filter((clause) => clause.kind === "when")
      .flatMap((clause) => conditionGuards(clause.body)),
  ];
}

/** What the request has at a guard's path; `undefined` when it has no text there. */
export function valueAt(request: CedarRequest, path: string): string | undefined {
  const [variable, ...attributes] = path.split(".");
  if (variable === "action") return `Sallyport::Action::${request.action}`;
  if (variable === "context") return textAt(request.context, attributes);
  const { uid, attrs } = variable === "principal" ? request.principal : request.resource;
  if (attributes.length === 0) return `${uid.type}::${uid.id}`;
  return attributes[0] === "is" ? uid.type : textAt(attrs, attributes);
}

function textAt(from: unknown, path: readonly string[]): string | undefined {
  let value = from;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === "string" ? value : undefined;
}

type Head = PolicyJson["action"] | PolicyJson["principal"] | PolicyJson["resource"];

function headGuards(variable: string, head: Head): Guard[] {
  if (head.op === "==" && "entity" in head) return [guard(variable, [entityName(head.entity)])];
  if (head.op === "is") return [guard(`${variable}.is`, [head.entity_type])];
  if (head.op === "in" && variable === "action") {
    const actions = "entities" in head ? head.entities : "entity" in head ? [head.entity] : [];
    return [guard(variable, actions.map(entityName))];
  }
  return [];
}

function entityName(
  entity: { type: string; id: string } | { __entity: { type: string; id: string } },
): string {
  const { type, id } = "__entity" in entity ? entity.__entity : entity;
  return `${type}::${id}`;
}

function conditionGuards(expression: Expr): Guard[] {
  if ("&&" in expression) {
    const { left, right } = expression["&&"] as { left: Expr; right: Expr };
    return [...conditionGuards(left), ...conditionGuards(right)];
  }
  if ("==" in expression) {
    const { left, right } = expression["=="] as { left: Expr; right: Expr };
    return equality(left, right) ?? equality(right, left) ?? [];
  }
  if ("contains" in expression) {
    const { left, right } = expression.contains as { left: Expr; right: Expr };
    const path = attributePath(right);
    const values = "Set" in left ? (left.Set as Expr[]).map(literal) : [undefined];
    return path && values.every((value) => value !== undefined) ? [guard(path, values)] : [];
  }
  return [];
}

function equality(one: Expr, other: Expr): Guard[] | undefined {
  const path = attributePath(one);
  const value = literal(other);
  return path !== undefined && value !== undefined ? [guard(path, [value])] : undefined;
}

/** `principal.tenant`, `resource.impact`, `context.onBehalfOf.tenant`. */
function attributePath(expression: Expr): string | undefined {
  if (!("." in expression)) return undefined;
  const { left, attr } = expression["."] as { left: Expr; attr: string };
  const base = "Var" in left ? String(left.Var) : attributePath(left);
  return base === undefined ? undefined : `${base}.${attr}`;
}

function literal(expression: Expr): string | undefined {
  const value = "Value" in expression ? expression.Value : undefined;
  return typeof value === "string" ? value : undefined;
}

function guard(path: string, values: readonly string[]): Guard {
  return { path, values: new Set(values) };
}
