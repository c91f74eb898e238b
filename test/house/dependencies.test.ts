import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const page = read("docs/dependencies.md");

it.each(["package.json", "sdk/package.json", "approval-bot/package.json", "examples/package.json"])(
  "every dependency of %s is on docs/dependencies.md with its reason",
  (file) => {
    const { dependencies, optionalDependencies, peerDependencies, devDependencies } = JSON.parse(read(file));
    const names = Object.keys({
      ...dependencies,
      ...optionalDependencies,
      ...peerDependencies,
      ...devDependencies,
    });
    const missing = names.filter((name) => !/^@(?:types|sallyport)\//.test(name) && !isNamed(name));
    expect(missing).toEqual([]);
  },
);

/** Written whole, or as the last part of a package of the same scope: "`@scope/one`, `/two`". */
function isNamed(name: string): boolean {
  const [scope, part] = name.split("/");
  return (
    page.includes(`\`${name}\``) ||
    (part !== undefined && page.includes(`\`${scope}/`) && page.includes(`\`/${part}\``))
  );
}
