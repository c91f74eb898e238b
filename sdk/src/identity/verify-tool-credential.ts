import * as z from "zod/v4";
import { type Clock, systemClock } from "../clock.ts";
import { equalConstantTime, importPublicKey, type PublicKey } from "../crypto/index.ts";
import { numericDate, text } from "./claim-types.ts";
import type { ActorClaim } from "./export-actor.ts";
import { controlPlane } from "./hop.ts";
import { refuse } from "./identity-error.ts";
import { readUnverifiedKeyId, verifyJws } from "./jws.ts";
import { refuseUntimely } from "./lifetime.ts";
import { createReplayGuard } from "./replay-guard.ts";
import { digestToolArguments, maxCredentialLifetimeMs, type ToolCredential } from "./tool-credential.ts";

export type ToolCredentialExpectation = ToolServer & (ReceivedArguments | KnownDigest);

interface ToolServer {
  /** The gate's public keys: the current one, and during a rotation the last one. */
  readonly publicKeys: readonly PublicKey[];
  /** This tool's own name. */
  readonly tool: string;
  readonly clock?: Clock;
  /**
   * Remembers the id until it expires, and says whether this was its first use. Absent: within this process; a
   * server with several processes passes one over a store that they share.
   */
  readonly useOnce?: (id: string, expiresAt: number) => boolean | Promise<boolean>;
}

interface ReceivedArguments {
  /** As they arrived: those that will be acted upon. */
  readonly arguments: unknown;
  readonly argumentsDigest?: never;
}

/** For a tool that computes the digest itself. */
interface KnownDigest {
  readonly argumentsDigest: string;
  readonly arguments?: never;
}

/**
 * For the server of a tool: believes a call only if the gate let exactly this call through, just now, once.
 *
 * @throws {SallyportError} `ERR_IDENTITY_CREDENTIAL_*`.
 */
export async function verifyToolCredential(
  token: string,
  expected: ToolCredentialExpectation,
): Promise<ToolCredential> {
  const { publicKeys, tool, clock = systemClock } = expected;
  const argumentsDigest = expected.argumentsDigest ?? digestToolArguments(tool, expected.arguments);
  const now = clock();
  const claims = readClaims(token, publicKeys);
  const { iat: issuedAt, exp: expiresAt } = claims;

  if (claims.aud !== tool) refuse("ERR_IDENTITY_CREDENTIAL_TOOL", "The credential is for another tool.");
  if (!equalConstantTime(claims.arguments, argumentsDigest)) {
    refuse("ERR_IDENTITY_CREDENTIAL_ARGUMENTS", "The credential is for other arguments.");
  }
  if (expiresAt - issuedAt > maxCredentialLifetimeMs) {
    refuse("ERR_IDENTITY_CREDENTIAL_LIFETIME", "The credential would live longer than two minutes.");
  }
  refuseUntimely({ issuedAt, expiresAt }, now, "CREDENTIAL", "The credential");
  const useOnce = expected.useOnce ?? ((id) => usedHere.use(id, expiresAt, now) === "first");
  if (!(await useOnce(claims.jti, expiresAt))) {
    refuse("ERR_IDENTITY_CREDENTIAL_REPLAYED", "The credential was used before.");
  }
  return {
    id: claims.jti,
    tool,
    principal: claims.sub,
    tenant: claims.tenant,
    agents: agentsOf(claims.act),
    delegation: claims.delegation,
    argumentsDigest,
    expiresAt,
  };
}

const usedHere = createReplayGuard();

const actor: z.ZodType<ActorClaim> = z.strictObject({
  sub: text,
  act: z.lazy(() => actor).optional(),
}) as never;
const credentialClaims = z.strictObject({
  iss: z.literal(controlPlane),
  aud: z.string(),
  sub: text,
  act: actor,
  tenant: text,
  delegation: text,
  arguments: text,
  jti: text,
  iat: numericDate,
  exp: numericDate,
});

function readClaims(token: string, publicKeys: readonly PublicKey[]) {
  const keyId = readUnverifiedKeyId(token);
  const publicKey = publicKeys.find((each) => each.kid === keyId);
  if (publicKey === undefined) {
    return refuse("ERR_IDENTITY_CREDENTIAL_KEY", "The credential is not signed with a key of the gate.");
  }
  const claims = verifyJws(token, {
    type: "sallyport-credential+jwt",
    key: importPublicKey(publicKey),
    keyId: publicKey.kid,
    area: "CREDENTIAL",
    name: "The credential",
  });
  const parsed = credentialClaims.safeParse(claims);
  if (parsed.success) return parsed.data;
  return refuse("ERR_IDENTITY_CREDENTIAL_MALFORMED", "The credential has missing or wrong claims.");
}

/** RFC 8693 nests the earlier actors inside the later ones. */
function agentsOf({ sub, act }: ActorClaim): readonly string[] {
  return act === undefined ? [sub] : [...agentsOf(act), sub];
}
