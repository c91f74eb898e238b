import type { KeyObject } from "node:crypto";
import { importPublicKey } from "../crypto/index.ts";
import type { Delegation, Scopes } from "./delegation.ts";
import { digestOfToken, type HopClaims, nameOfHop, verifyHop } from "./hop.ts";
import { refuse } from "./identity-error.ts";
import type { Principal } from "./principal.ts";
import { narrowScopes, scopesOf } from "./scopes.ts";

export interface RootOfTrust {
  readonly key: KeyObject;
  readonly keyId: string;
  readonly maxDepth: number;
}

/** Everything about a chain that can be seen from its tokens and the root key alone. */
export interface VerifiedHops {
  readonly principal: Principal;
  readonly hops: readonly HopClaims[];
  readonly scopes: Required<Scopes>;
  /** The key that the last hop names: the proof of possession is made with it. */
  readonly leafKey: KeyObject;
}

/**
 * Walks the chain from the human down: each hop is signed by the key that its parent names, hangs on exactly
 * that parent, speaks for the same human, and holds no more than its parent.
 *
 * @throws {SallyportError} `ERR_IDENTITY_DELEGATION_*`.
 */
export function verifyHops(delegation: Delegation, root: RootOfTrust): VerifiedHops {
  const { tokens } = delegation;
  if (tokens.length > root.maxDepth) {
    refuse("ERR_IDENTITY_DELEGATION_DEPTH", `The chain has more than ${root.maxDepth} hops.`);
  }
  const [token, ...laterTokens] = tokens;
  if (token === undefined) return refuse("ERR_IDENTITY_DELEGATION_MALFORMED", "The delegation has no hops.");

  const first = verifyHop(token, 0, root.key, root.keyId);
  const principal = first.principal as Principal;
  const hops = [first];
  let scopes = narrowScopes(scopesOf(principal), first.scopes, nameOfHop(0));
  let leafKey = importPublicKey(first.key);

  for (const [position, token] of laterTokens.entries()) {
    const index = position + 1;
    const parent = hops[position] as HopClaims;
    const hop = verifyHop(token, index, leafKey, parent.key.kid);
    refuseUnlinked(hop, parent, tokens[position] as string, index);
    scopes = narrowScopes(scopes, hop.scopes, nameOfHop(index));
    leafKey = importPublicKey(hop.key);
    hops.push(hop);
  }
  const depth = Math.min(scopes.depth, root.maxDepth - hops.length);
  return { principal, hops, scopes: { ...scopes, depth }, leafKey };
}

function refuseUnlinked(hop: HopClaims, parent: HopClaims, parentToken: string, index: number): void {
  const name = nameOfHop(index);
  if (hop.parentDigest !== digestOfToken(parentToken)) {
    refuse("ERR_IDENTITY_DELEGATION_SPLICED", `${name} was made for another parent.`);
  }
  if (hop.issuer !== parent.agent) {
    refuse("ERR_IDENTITY_DELEGATION_ISSUER", `${name} names another delegator than its parent's agent.`);
  }
  if (hop.subject !== parent.subject || hop.tenant !== parent.tenant) {
    refuse("ERR_IDENTITY_DELEGATION_SUBJECT", `${name} speaks for another human or tenant than its parent.`);
  }
  if (hop.expiresAt > parent.expiresAt) {
    refuse("ERR_IDENTITY_DELEGATION_WIDENED", `${name} would outlive its parent.`);
  }
}
