/**
 * What is hashed and signed (docs/receipts.md, section 2). Each is canonical JSON of an array that begins with
 * its tag, so an encoding made for one purpose never passes for another.
 */
export const receiptTag = "sallyport/receipt/v1";
export const signatureTag = "sallyport/receipt-signature/v1";
export const factsTag = "sallyport/facts/v1";

/** `previousHash` of a writer's first receipt. */
export const genesisHash = `sha256:${"0".repeat(64)}`;
