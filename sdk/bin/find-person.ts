import { type Principal, SallyportError } from "@sallyport/sdk";
import type { CliErrorCode } from "./cli-error.ts";

/**
 * A person by `id`, or by `tenant/id` where two tenants have the same id.
 *
 * @throws {SallyportError} `ERR_CLI_PERSON` listing whom there is.
 */
export function findPerson(people: readonly Principal[], name: string): Principal {
  const matches = people.filter(({ tenant, id }) => id === name || `${tenant}/${id}` === name);
  const [match] = matches;
  if (match !== undefined && matches.length === 1) return match;
  const choice = matches.length === 0 ? people : matches;
  throw new SallyportError<CliErrorCode>({
    code: "ERR_CLI_PERSON",
    message:
      matches.length === 0 ? `Nobody is called ${name}.` : `${matches.length} people are called ${name}.`,
    hint: `Name one of: ${choice.map(({ tenant, id }) => `${tenant}/${id}`).join(", ")}.`,
  });
}
