import type { ApprovalRequest } from "@sallyport/sdk";

/** What a button carries: which request, and which arguments its reader saw. It is no secret and no authority. */
export interface Reference {
  readonly requestId: string;
  /** The arguments' digest, shortened; a card that shows others is out of date. */
  readonly revision: string;
}

export function referTo({ id, argumentsDigest }: ApprovalRequest): Reference {
  return { requestId: id, revision: argumentsDigest.slice("sha256:".length, "sha256:".length + 32) };
}

export function writeReference(request: ApprovalRequest): string {
  const { requestId, revision } = referTo(request);
  return `${requestId}.${revision}`;
}

/** Undefined for anything that we did not write. */
export function readReference(value: string | undefined): Reference | undefined {
  const [, requestId, revision] = /^(apr_[0-9a-f]{32})\.([0-9a-f]{32})$/.exec(value ?? "") ?? [];
  return requestId === undefined || revision === undefined ? undefined : { requestId, revision };
}

/** Of a batch's button; what we did not write is left out, and so decided by nobody. */
export function readReferences(value: string | undefined): readonly Reference[] {
  return (value ?? "")
    .slice(0, 2000)
    .split(",")
    .flatMap((each) => readReference(each) ?? []);
}
