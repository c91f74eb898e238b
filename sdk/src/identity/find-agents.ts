import type { Agent } from "./agent.ts";
import type { AgentRegistry } from "./agent-registry.ts";
import { type HopClaims, nameOfHop } from "./hop.ts";
import { refuse } from "./identity-error.ts";

/**
 * The agents that the hops name, as the registry knows them now.
 *
 * @throws {SallyportError} `ERR_IDENTITY_AGENT_UNKNOWN`, `ERR_IDENTITY_AGENT_TENANT`, `ERR_IDENTITY_AGENT_KEY`.
 */
export function findAgents(registry: AgentRegistry, hops: readonly HopClaims[]): Promise<readonly Agent[]> {
  return Promise.all(
    hops.map(async (hop, index) => {
      const agent = await registry.find(hop.agent);
      const name = nameOfHop(index);
      if (agent === undefined) {
        return refuse("ERR_IDENTITY_AGENT_UNKNOWN", `${name} names an agent that is not registered.`);
      }
      if (agent.tenant !== hop.tenant) {
        refuse("ERR_IDENTITY_AGENT_TENANT", `${name} names an agent of another tenant.`);
      }
      if (agent.publicKey.kid !== hop.key.kid) {
        refuse("ERR_IDENTITY_AGENT_KEY", `${name} names a key that is not the registered one of its agent.`);
      }
      return agent;
    }),
  );
}
