import type { LedgerTrust } from "./bundle.ts";

/** What a clean report does not prove, in words, for what the auditor brought along. */
export function limitsOfVerification({ anchors = [] }: LedgerTrust): readonly string[] {
  return [
    "that the signing host was honest when it wrote: a receipt proves who said it, not that it is so",
    "that everything that happened was recorded: only what passed Sallyport's doors is",
    ...(anchors.length === 0
      ? ["that the tail is complete, or that the key's holder did not rewrite history: no anchor was given"]
      : ["anything about receipts behind the last anchor but that they are signed and chained"]),
  ];
}
