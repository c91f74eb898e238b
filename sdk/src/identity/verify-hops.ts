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
  readonly leafKeyId: string;
}

/**
 * Walks the chain from the human down: each hop is signed by the key that its parent names, hangs on exactly
 * that parent, speaks for the same human, and holds no more than its parent.
 *
 * @throws {SallyportError} `ERR_IDENTITY_DELEGATION_*`.
 */
export function verifyHops({ tokens }: Delegation, root: RootOfTrust): VerifiedHops {
  const hops: HopClaims[] = [];
  let { key, keyId } = root;
  let principal: Principal | undefined;
  let scopes: Required<Scopes> | undefined;

  for (const [index, token] of tokens.entries()) {
    const hop = verifyHop(token, index, key, keyId);
    const parent = hops.at(-1);
    if (parent !== undefined) refuseUnlinked(hop, parent, tokens[index - 1] as string, nameOfHop(index));
    // The first hop has a principal, or verifyHop would have refused it.
    principal ??= hop.principal as Principal;
    scopes = narrowScopes(scopes ?? scopesOf(principal), hop.scopes, nameOfHop(index));
    key = importPublicKey(hop.key);
    keyId = hop.key.kid;
    hops.push(hop);
  }
  if (principal === undefined || scopes === undefined) return refuseMisshapen();
  const depth = Math.min(scopes.depth, root.maxDepth - hops.length);
  return { principal, hops, scopes: { ...scopes, depth }, leafKey: key, leafKeyId: keyId };
}

/** A delegation comes from outside: looked at before anything of it is hashed. */
export function assertDelegation({ tokens }: Delegation, maxDepth: number): void {
  if (!Array.isArray(tokens) || !tokens.every((token) => typeof token === "string")) refuseMisshapen();
  if (tokens.length > maxDepth) {
    refuse("ERR_IDENTITY_DELEGATION_DEPTH", `The chain has more than ${maxDepth} hops.`);
  }
}

function refuseMisshapen(): never {
  return refuse("ERR_IDENTITY_DELEGATION_MALFORMED", "The delegation is not a list of tokens.");
}

function refuseUnlinked(hop: HopClaims, parent: HopClaims, parentToken: string, name: string): void {
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
