import {
  listQuarantined,
  type Principal,
  type QuarantinedDocument,
  redactPath,
  type Sallyport,
} from "@sallyport/sdk";

const asCard = { sink: "card" } as const;

/** What this person may release and nobody has rejected, as they may see it. */
export async function readQuarantine(
  { storage, policies: policy, revocations, redactor }: Sallyport,
  principal: Principal,
): Promise<readonly QuarantinedDocument[]> {
  const documents = await listQuarantined({ storage, policy, principal });
  const open = await Promise.all(
    documents.map(async (document) => {
      const rejected = await revocations.find([{ kind: "document", subject: document.id }]);
      if (rejected !== undefined) return [];
      const { title, source, excerpt } = document;
      return [
        {
          ...document,
          title: redactPath(title, redactor, asCard),
          source: redactPath(source, redactor, asCard),
          excerpt: redactor.redact(excerpt, asCard).text,
        },
      ];
    }),
  );
  return open.flat();
}
