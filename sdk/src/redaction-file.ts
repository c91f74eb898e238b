import { readFile, stat } from "node:fs/promises";
import { z } from "zod/v4";
import type { ConfigErrorCode } from "./config.ts";
import { isOpenToOthers } from "./crypto/index.ts";
import { SallyportError } from "./errors.ts";
import type { RedactorOptions } from "./redaction/index.ts";

const texts = z.array(z.string().min(1));
const byType = z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), texts);
const redactionFile = z.strictObject({
  deny: byType.optional(),
  allow: texts.optional(),
  contextWords: byType.optional(),
  thresholds: z.record(z.string(), z.number().min(0).max(1)).optional(),
});

/**
 * A home's own values to hide, by type, and to leave: the same for every process that opens it. They are what nobody
 * else should read, so neither should the file be.
 *
 * @throws {SallyportError} `ERR_CONFIG_UNREADABLE`, also when other users may read it; `ERR_CONFIG_INVALID`.
 */
export async function loadRedaction(path: string): Promise<Omit<RedactorOptions, "policy" | "hashKey">> {
  let json: unknown;
  try {
    const { mode } = await stat(path);
    if (isOpenToOthers(mode))
      throw unreadable(`${path} can be read by other users.`, `Run: chmod 600 ${path}`);
    json = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    if (SallyportError.isInstance(error)) throw error;
    // Without its cause: a parser quotes what it was reading.
    throw unreadable(`${path} is not valid JSON.`, "Correct it; nothing is opened without it.");
  }
  const parsed = redactionFile.safeParse(json);
  if (parsed.success) return parsed.data as Omit<RedactorOptions, "policy" | "hashKey">;
  throw new SallyportError<ConfigErrorCode>({
    code: "ERR_CONFIG_INVALID",
    message: `${path} does not say what to hide: ${parsed.error.issues.map(({ path, code }) => `${path.slice(0, 2).join(".")} (${code})`).join(", ")}.`,
    hint: `Accepted keys: ${Object.keys(redactionFile.shape).join(", ")}.`,
  });
}

function unreadable(message: string, hint: string): SallyportError {
  return new SallyportError<ConfigErrorCode>({ code: "ERR_CONFIG_UNREADABLE", message, hint });
}
