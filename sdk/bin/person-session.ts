import {
  type LocalIssuer,
  type Principal,
  type Sallyport,
  SallyportError,
  type SallyportSession,
} from "@sallyport/sdk";
import type { CliErrorCode } from "./cli-error.ts";

/** A session in which this command line searches for a person, by a token of the local issuer. */
export async function startPersonSession(sallyport: Sallyport, person: Principal): Promise<SallyportSession> {
  const issuer = requireLocalIssuer(sallyport);
  const agent = `cli-${person.tenant}`;
  await sallyport.registerAgent({
    id: agent,
    tenant: person.tenant,
    owner: "command-line",
    purpose: "Searches on the command line for the person who runs it.",
    tools: [],
  });
  return sallyport.startSession({
    token: await issuer.issueToken(person.tenant, person.id),
    agent,
    scopes: { actions: ["retrieve"] },
  });
}

/** @throws {SallyportError} `ERR_CLI_NO_LOCAL_ISSUER`. */
export function requireLocalIssuer({ localIssuer }: Sallyport): LocalIssuer {
  if (localIssuer !== undefined) return localIssuer;
  throw new SallyportError<CliErrorCode>({
    code: "ERR_CLI_NO_LOCAL_ISSUER",
    message: "This Sallyport trusts real token issuers, so the command line cannot act as somebody.",
    hint: "Use a development configuration without issuers.",
  });
}
