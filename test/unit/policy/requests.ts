import { generateSigningKey } from "../../../sdk/src/crypto/index.ts";
import type { Agent, Principal } from "../../../sdk/src/identity/index.ts";
import {
  type CallFacts,
  createLabel,
  type LabelInput,
  type PolicyRequest,
  type ToolFacts,
} from "../../../sdk/src/policy/index.ts";

export const ana: Principal = {
  type: "user",
  id: "ana",
  tenant: "acme",
  roles: ["support"],
  groups: ["support-team"],
  clearance: "internal",
};

export const helpdesk: Agent = {
  type: "agent",
  id: "helpdesk",
  tenant: "acme",
  owner: "ivan",
  purpose: "answers support tickets",
  tools: ["*"],
  publicKey: generateSigningKey().publicKey,
};

export const refundTool: ToolFacts = {
  name: "issue_refund",
  connector: "billing",
  impact: "high",
  reversible: false,
  audience: "tenant",
};

export const quietCall: CallFacts = {
  records: 1,
  untrustedArguments: [],
  inventedArguments: [],
  tainted: false,
  leaks: false,
  callsInSession: 1,
  recordsInSession: 1,
  classification: "internal",
};

export function callTool(
  change: { tool?: Partial<ToolFacts>; call?: Partial<CallFacts>; actor?: Principal | Agent } = {},
): PolicyRequest & { action: "call_tool" } {
  return {
    action: "call_tool",
    actor: change.actor ?? helpdesk,
    principal: ana,
    tool: { ...refundTool, ...change.tool },
    call: { ...quietCall, ...change.call },
  };
}

export const handbook: LabelInput = {
  tenant: "acme",
  readers: { groups: ["support-team"] },
  classification: "internal",
  integrity: "reviewed",
  owner: "knowledge",
};

export function retrieve(
  change: {
    actor?: Principal | Agent;
    principal?: Principal;
    label?: Partial<LabelInput>;
    matchedBy?: [];
  } = {},
): PolicyRequest & { action: "retrieve" } {
  return {
    action: "retrieve",
    actor: change.actor ?? change.principal ?? ana,
    principal: change.principal ?? ana,
    label: createLabel({ ...handbook, ...change.label }),
    matchedBy: change.matchedBy ?? ["group"],
  };
}
