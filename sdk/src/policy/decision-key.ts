import type { CedarRequest } from "./cedar-request.ts";
import type { Policy } from "./policy-set.ts";

/** Numbers that an attribute is compared with; `whole` where a policy may see any more of it than that. */
type Sight = Set<number> | "whole";

/**
 * Requests with one key get one decision from these policies, for the key holds all that they can see: the action,
 * both entities, and of the context the attributes that some policy names. A number that is only ever compared with
 * literals counts as far as these tell it apart, so that call after call, whatever its amount, has few keys.
 */
export function decisionKeys(policies: readonly Policy[]): (request: CedarRequest) => string {
  const sights = new Map<string, Sight>();
  const isAllSeen = !policies.every(({ json }) =>
    json.conditions.every(({ body }) => look(body, (attribute, sight) => widen(sights, attribute, sight))),
  );
  return ({ action, principal, resource, context }) => {
    const seen = isAllSeen ? context : [...sights].map(([name, sight]) => asSeen(context[name], sight));
    return JSON.stringify([action, principal.uid, principal.attrs, resource.uid, resource.attrs, seen]);
  };
}

/** Reports every attribute of the context that is read; false when the context is used in another way. */
function look(node: unknown, report: (attribute: string, sight: Sight) => void): boolean {
  if (typeof node !== "object" || node === null) return true;
  const compared = comparison(node);
  if (compared !== undefined) {
    report(compared.attribute, new Set([compared.literal]));
    return true;
  }
  const attribute = attributeOfContext(node);
  if (attribute !== undefined) {
    report(attribute, "has" in node ? new Set() : "whole");
    return true;
  }
  if ("Var" in node && node.Var === "context") return false;
  return Object.values(node).every((child) => look(child, report));
}

const comparisons = ["<", "<=", ">", ">=", "==", "!="];

function comparison(node: object): { readonly attribute: string; readonly literal: number } | undefined {
  const [[operator, sides] = []] = Object.entries(node);
  if (operator === undefined || !comparisons.includes(operator) || !isPair(sides)) return undefined;
  const attribute = attributeOf(sides.left) ?? attributeOf(sides.right);
  const literal = numberIn(sides.left) ?? numberIn(sides.right);
  return attribute === undefined || literal === undefined ? undefined : { attribute, literal };
}

function isPair(value: unknown): value is { readonly left: unknown; readonly right: unknown } {
  return typeof value === "object" && value !== null && "left" in value && "right" in value;
}

function attributeOf(node: unknown): string | undefined {
  return typeof node === "object" && node !== null && "." in node ? attributeOfContext(node) : undefined;
}

/** `context.amount` and `context has amount`. */
function attributeOfContext(node: object): string | undefined {
  const read: unknown = "." in node ? node["."] : "has" in node ? node.has : undefined;
  if (typeof read !== "object" || read === null || !("left" in read) || !("attr" in read)) return undefined;
  const { left, attr } = read;
  const isContext = typeof left === "object" && left !== null && "Var" in left && left.Var === "context";
  return isContext && typeof attr === "string" ? attr : undefined;
}

function numberIn(node: unknown): number | undefined {
  const value = typeof node === "object" && node !== null && "Value" in node ? node.Value : undefined;
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

function widen(sights: Map<string, Sight>, attribute: string, sight: Sight): void {
  const known = sights.get(attribute) ?? new Set();
  sights.set(attribute, known === "whole" || sight === "whole" ? "whole" : new Set([...known, ...sight]));
}

/** How many of the literals are below it, and whether it is one of them; what is no number, as it is. */
function asSeen(value: unknown, sight: Sight): unknown {
  if (sight === "whole" || typeof value !== "number") return value ?? null;
  let below = 0;
  for (const literal of sight) if (literal < value) below++;
  return [below, sight.has(value)];
}
