import { refuse } from "./identity-error.ts";

/** How far the clocks of the machines that take part may be apart. Forgives a future date, never an expiry. */
export const clockSkewMs = 5_000;

/** @throws {TypeError} when `expiresInMs` is not a positive, whole number of milliseconds. */
export function assertLifetime(expiresInMs: number, maxMs = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isSafeInteger(expiresInMs) || expiresInMs <= 0 || expiresInMs > maxMs) {
    throw new TypeError(`expiresInMs must be a whole number of milliseconds from 1 to ${maxMs}.`);
  }
}

export interface Lifetime {
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** @throws {SallyportError} `ERR_IDENTITY_<AREA>_FUTURE`, `ERR_IDENTITY_<AREA>_EXPIRED`. */
export function refuseUntimely(
  { issuedAt, expiresAt }: Lifetime,
  now: number,
  area: "DELEGATION" | "PROOF" | "CREDENTIAL",
  name: string,
): void {
  if (issuedAt > now + clockSkewMs) refuse(`ERR_IDENTITY_${area}_FUTURE`, `${name} is dated in the future.`);
  if (expiresAt <= now) refuse(`ERR_IDENTITY_${area}_EXPIRED`, `${name} has expired.`);
}
