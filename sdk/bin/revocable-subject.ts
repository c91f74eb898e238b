import { listTools, queryReceipts, type RevocationKind, SallyportError } from "@sallyport/sdk";
import type { CliErrorCode } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { findDocument } from "./find-document.ts";
import { listLabels } from "./list-labels.ts";

/** What somebody wants revoked, by the id that calls are checked against. */
export interface RevocableSubject {
  readonly id: string;
  /** False: nothing of that id is known here, and the revocation counts should it appear. */
  readonly isKnown: boolean;
}

/**
 * Documents and labels go by the names that people use for them: a revocation of a path would stop nothing.
 *
 * @throws {SallyportError} `ERR_CLI_DOCUMENT`, `ERR_CLI_LABEL` when a name stands for nothing, or for several.
 */
export async function findRevocable(
  context: CommandContext,
  kind: RevocationKind,
  name: string,
  tenant?: string,
): Promise<RevocableSubject> {
  const { sallyport, people } = context;
  const known = async (found: unknown) => ({ id: name, isKnown: (await found) !== undefined });
  switch (kind) {
    case "document":
      return { id: name.startsWith("doc_") ? name : (await findDocument(sallyport, name)).id, isKnown: true };
    case "label":
      return { id: name.startsWith("lbl_") ? name : await findLabelId(context, name), isKnown: true };
    case "user":
      return known(people.find((person) => person.id === name && person.tenant === tenant));
    case "agent":
      return known(sallyport.agents.find(name));
    case "connector":
      return known(sallyport.gate.connectors.find(name));
    case "approval":
      // A row that was changed by hand is one, too.
      return known(sallyport.approvals.find(name).catch(() => name));
    case "tool":
      return known(listTools(sallyport.storage).then((tools) => tools.find((tool) => tool.name === name)));
    case "session":
      return known(queryReceipts(sallyport.storage, { session: name, limit: 1 }).then(([first]) => first));
    case "hop":
    case "key":
      return { id: name, isKnown: true };
  }
}

async function findLabelId({ sallyport, config }: CommandContext, name: string): Promise<string> {
  const labels = (await listLabels(sallyport, config.tenants)).filter((label) => label.name === name);
  const [only] = labels;
  if (only !== undefined && labels.length === 1) return only.label.id;
  throw new SallyportError<CliErrorCode>({
    code: "ERR_CLI_LABEL",
    message: `${labels.length === 0 ? "No" : "More than one"} tenant has a label ${name}.`,
    hint:
      only === undefined
        ? "sallyport labels lists them."
        : `Name its id: ${labels.map(({ label }) => `${label.id} (${label.tenant})`).join(", ")}.`,
  });
}
