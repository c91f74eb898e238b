import { existsSync, readFileSync } from "node:fs";
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

interface Locked {
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
}
const locked = Object.entries<Locked>(JSON.parse(read("package-lock.json")).packages).filter(
  ([path, { link }]) => path.includes("node_modules/") && link !== true,
);

it("everything that is installed is pinned by its content", () => {
  expect(locked.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
});

it("only what package.json names runs a script when it is installed", () => {
  const named = Object.keys(JSON.parse(read("package.json")).allowScripts);
  const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true);
  const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(names.filter((name) => !named.includes(name))).toEqual([]);
});

it("everything that runs in production may be used under a permissive licence", () => {
  const permissive =
    /\b(?:MIT(?:-0)?|Apache-2\.0|BSD(?:-[23]-Clause)?|ISC|0BSD|BlueOak-1\.0\.0|Unlicense|Zlib)\b/;
  const others = locked
    .filter(
      ([path, { dev }]) =>
        dev !== true && existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url))),
    )
    .map(([path]) => [path, JSON.parse(read(`${path}/package.json`)).license])
    // Every part of an AND counts, one part of an OR is enough.
    .filter(
      ([, licence]) =>
        !String(licence?.type ?? licence)
          .split(" AND ")
          .every((part) => permissive.test(part)),
    );
  expect(others).toEqual([]);
});

/** Written whole, or as the last part of a package of the same scope: "`@scope/one`, `/two`". */
function isNamed(name: string): boolean {
  const [scope, part] = name.split("/");
  return (
    page.includes(`\`${name}\``) ||
    (part !== undefined && page.includes(`\`${scope}/`) && page.includes(`\`/${part}\``))
  );
}
