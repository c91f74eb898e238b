import { InvalidArgumentError } from "commander";

/** `1` to `1000`. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 1000) return count;
  throw new InvalidArgumentError("It takes a whole number from 1 to 1000.");
}

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30s`, `15m`, `8h`, `7d`, in milliseconds. */
export function parseDuration(text: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const duration = Number(count) * (units[unit as keyof typeof units] ?? Number.NaN);
  if (duration > 0) return duration;
  throw new InvalidArgumentError("It takes a duration such as 30s, 15m, 8h or 7d.");
}

/** A day or a moment in ISO 8601 (UTC unless it says otherwise), in milliseconds since the epoch. */
export function parseTime(text: string): number {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text)
    ? Date.parse(/T.*(Z|[+-]\d\d:\d\d)$|^[^T]*$/.test(text) ? text : `${text}Z`)
    : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new InvalidArgumentError("It takes a day or a moment such as 2026-11-23 or 2026-11-23T09:30Z.");
}
