/** How far the clocks of the machines that take part may be apart. Forgives a future `iat`, never an expiry. */
export const clockSkewMs = 5_000;

/** @throws {TypeError} when `expiresInMs` is not a positive, whole number of milliseconds. */
export function assertLifetime(expiresInMs: number, maxMs = Number.MAX_SAFE_INTEGER): void {
  if (!Number.isSafeInteger(expiresInMs) || expiresInMs <= 0 || expiresInMs > maxMs) {
    throw new TypeError(`expiresInMs must be a whole number of milliseconds from 1 to ${maxMs}.`);
  }
}
