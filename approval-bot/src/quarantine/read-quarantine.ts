import {
  createRedactor,
  listQuarantined,
  type Principal,
  type QuarantinedDocument,
  type Sallyport,
} from "@sallyport/sdk";

const redactor = createRedactor();

/** What this person may release and nobody has rejected, as they may see it. */
export async function readQuarantine(
  { storage, policies: policy, revocations }: Sallyport,
  principal: Principal,
): Promise<readonly QuarantinedDocument[]> {
  const documents = await listQuarantined({ storage, policy, principal });
  const open = await Promise.all(
    documents.map(async (document) => {
      const rejected = await revocations.find([{ kind: "document", subject: document.id }]);
      if (rejected !== undefined) return [];
      const { title, excerpt } = document;
      return [{ ...document, ...redactor.redactJson({ title, excerpt }, { sink: "card" }) }];
    }),
  );
  return open.flat();
}
