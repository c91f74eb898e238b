import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import * as z from "zod/v4";
import { text } from "./claim-types.ts";
import { refuse } from "./identity-error.ts";
import { classifications, type Principal } from "./principal.ts";

/** Who people are. A file locally; an adapter over the company's directory elsewhere. */
export interface Directory {
  /** Undefined: nobody by that id in that tenant. */
  find(tenant: string, user: string): Promise<Principal | undefined>;
  /** Everybody, where they can be listed: a request that nobody may approve is then refused at once. */
  readonly people?: readonly Principal[];
}

const directoryFile = z.strictObject({
  people: z.array(
    z.strictObject({
      id: text,
      tenant: text,
      name: text.optional(),
      email: text.optional(),
      roles: z.array(text).default([]),
      groups: z.array(text).default([]),
      // Whoever's clearance nobody wrote down sees what everybody may see.
      clearance: z.enum(classifications).default("public"),
    }),
  ),
});

/**
 * People from a YAML (or JSON) file: `{people: [{id, tenant, name, email, roles, groups, clearance}]}`.
 *
 * @throws {SallyportError} `ERR_IDENTITY_DIRECTORY` when the file cannot be read, an entry is wrong, or two
 * people of a tenant have one id.
 */
export async function loadDirectory(
  path: string,
): Promise<Directory & { readonly people: readonly Principal[] }> {
  const people = parsePeople(await readYaml(path), path);
  const byKey = new Map(people.map((person) => [keyOf(person.tenant, person.id), person]));
  if (byKey.size < people.length) {
    refuse("ERR_IDENTITY_DIRECTORY", `${path} has two people of one tenant under the same id.`);
  }
  return { people, find: async (tenant, user) => byKey.get(keyOf(tenant, user)) };
}

async function readYaml(path: string): Promise<unknown> {
  try {
    return parse(await readFile(path, "utf8"));
  } catch (cause) {
    return refuse("ERR_IDENTITY_DIRECTORY", `The directory ${path} could not be read.`, undefined, cause);
  }
}

function parsePeople(value: unknown, path: string): readonly Principal[] {
  const parsed = directoryFile.safeParse(value);
  if (!parsed.success) {
    return refuse("ERR_IDENTITY_DIRECTORY", `${path} is not a directory:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data.people.map((person) => ({ type: "user", ...person }) as Principal);
}

function keyOf(tenant: string, user: string): string {
  return JSON.stringify([tenant, user]);
}
