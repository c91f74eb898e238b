import * as cedar from "@cedar-policy/cedar-wasm/nodejs";

type Call = Parameters<typeof cedar.isAuthorized>[0];

/** Cedar the way its README shows it: policies as text, arguments as context, no schema. Falls for every attack here. */
export function naiveDecide(
  policies: string,
  context: unknown,
  change: Partial<Call> = {},
): "allow" | "deny" | "failure" {
  const answer = cedar.isAuthorized({
    principal: { type: "Sallyport::Agent", id: "helpdesk" },
    action: { type: "Sallyport::Action", id: "call_tool" },
    resource: { type: "Sallyport::Tool", id: "issue_refund" },
    context: context as Call["context"],
    policies: { staticPolicies: policies },
    entities: [],
    ...change,
  });
  return answer.type === "success" ? answer.response.decision : "failure";
}
