import type { Agent, Sallyport } from "@sallyport/sdk";

/** The agent itself, or its key. */
export async function isAgentRevoked({ revocations }: Sallyport, { id, publicKey }: Agent): Promise<boolean> {
  const revocation = await revocations.find([
    { kind: "agent", subject: id },
    { kind: "key", subject: publicKey.kid },
  ]);
  return revocation !== undefined;
}
