import { existsSync } from "node:fs";

/** Debian's Chromium, or Google's; undefined without one. */
export function findChromium(): string | undefined {
  return ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
    existsSync(path),
  );
}
