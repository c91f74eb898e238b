import {
  type Agent,
  type Principal,
  type Sallyport,
  SallyportError,
  type SallyportSession,
} from "@sallyport/sdk";
import type { CliErrorCode } from "../cli-error.ts";
import { isAgentRevoked } from "../is-agent-revoked.ts";
import { requireLocalIssuer } from "../person-session.ts";
import { probeConnector, probeTool } from "./probe-path.ts";

/** A run of the person with some agents. */
export interface Path {
  readonly path: readonly string[];
  /** How it stands to what is revoked. */
  readonly relation: "revoked" | "below" | "same agent, other run" | "sibling";
  readonly run: SallyportSession;
}

/**
 * The agents that go on when this one is stopped.
 *
 * @throws {SallyportError} `ERR_CLI_DRILL`.
 */
export async function findSiblings(
  sallyport: Sallyport,
  tenant: string,
  agent: string,
): Promise<readonly [Agent, ...Agent[]]> {
  const agents = await sallyport.agents.list(tenant);
  const target = agents.find(({ id }) => id === agent);
  const others = agents.filter((each) => each !== target);
  if (target === undefined) {
    const known = others.map(({ id }) => id).join(", ") || "none";
    throw noDrill(`${tenant} has no agent ${agent}.`, `Its agents: ${known}.`);
  }
  if (await isAgentRevoked(sallyport, target))
    throw noDrill(`${agent} is revoked already.`, "Choose another agent.");
  const siblings: Agent[] = [];
  for (const each of others) if (!(await isAgentRevoked(sallyport, each))) siblings.push(each);
  const [first, ...rest] = siblings;
  if (first !== undefined) return [first, ...rest];
  throw noDrill(`${agent} has no sibling in ${tenant} that could go on.`, "Register a second agent.");
}

/** One run to revoke, one below it, one beside it, and one with each sibling. */
export async function startPaths(
  copy: Sallyport,
  person: Principal,
  agent: string,
  siblings: readonly [Agent, ...Agent[]],
): Promise<readonly [Path, ...Path[]]> {
  await copy.registerConnector(probeConnector);
  await copy.registerTool(probeTool);
  // With keys that the copy makes for them: no private key leaves the home.
  for (const { id, tenant, owner, purpose, tools } of await copy.agents.list(person.tenant)) {
    await copy.registerAgent({ id, tenant, owner, purpose, tools: [...new Set([...tools, probeTool.name])] });
  }
  const issuer = requireLocalIssuer(copy);
  const start = async (id: string) =>
    copy.startSession({ token: await issuer.issueToken(person.tenant, person.id), agent: id });

  const revoked = await start(agent);
  const [{ id: helper }] = siblings;
  const paths: [Path, ...Path[]] = [
    { path: [person.id, agent], relation: "revoked", run: revoked },
    { path: [person.id, agent, helper], relation: "below", run: await revoked.delegate({ agent: helper }) },
    { path: [person.id, agent], relation: "same agent, other run", run: await start(agent) },
  ];
  for (const { id } of siblings)
    paths.push({ path: [person.id, id], relation: "sibling", run: await start(id) });
  return paths;
}

export function noDrill(message: string, hint: string): SallyportError {
  return new SallyportError<CliErrorCode>({ code: "ERR_CLI_DRILL", message, hint });
}
