import type { JWTPayload } from "jose";
import * as z from "zod/v4";
import { text } from "./claim-types.ts";
import { refuse } from "./identity-error.ts";
import { type Classification, classifications, type Principal } from "./principal.ts";
import { type CheckedIssuer, type ClaimPath, isFixed } from "./trusted-issuer.ts";

const texts = z.array(text).max(10_000);

/**
 * The person that a verified token speaks of, by the issuer's claim mapping.
 *
 * @throws {SallyportError} `ERR_IDENTITY_TOKEN_CLAIM` naming the claim; `ERR_IDENTITY_TOKEN_TENANT` when the
 * issuer may not speak for that tenant.
 */
export function principalFromClaims(payload: JWTPayload, { claims, tenants }: CheckedIssuer): Principal {
  const read = <T>(path: ClaimPath, schema: z.ZodType<T>, fallback?: T): T => {
    const value = valueAt(payload, path);
    if (value === undefined && fallback !== undefined) return fallback;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    return refuse(
      "ERR_IDENTITY_TOKEN_CLAIM",
      `The token's claim ${[path].flat().join(" → ")} is missing or not what it should be.`,
      "Check the issuer's `claims` in the configuration.",
    );
  };

  const tenant = isFixed(claims.tenant) ? claims.tenant.value : read(claims.tenant, text);
  if (tenants !== undefined && !tenants.includes(tenant)) {
    refuse("ERR_IDENTITY_TOKEN_TENANT", "The token's issuer may not speak for the tenant that it names.");
  }
  const name = read<string | null>(claims.name, text, null);
  const email = read<string | null>(claims.email, text, null);
  return {
    type: "user",
    id: read("sub", text),
    tenant,
    roles: read(claims.roles, texts, []),
    groups: read(claims.groups, texts, []),
    clearance: read<Classification>(claims.clearance, z.enum(classifications), "public"),
    ...(name === null ? {} : { name }),
    ...(email === null ? {} : { email }),
  };
}

function valueAt(payload: JWTPayload, path: ClaimPath): unknown {
  return [path].flat().reduce<unknown>((value, key) => {
    const isObject = typeof value === "object" && value !== null;
    return isObject && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }, payload);
}
