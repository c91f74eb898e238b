import { createServer } from "node:http";
import { type PublicKey, SallyportError, verifyToolCredential } from "@sallyport/sdk";

/** A tool's own server on `node:http`: it believes only calls that the gate let through, exactly so, once. */
export function createRefundServer(publicKeys: readonly PublicKey[], pay: (args: unknown) => void) {
  return createServer(async (request, response) => {
    try {
      const args: unknown = JSON.parse(await readBody(request));
      const token = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
      const { principal, agents } = await verifyToolCredential(token, {
        publicKeys,
        tool: "issue_refund",
        arguments: args,
      });
      pay(args);
      response.end(JSON.stringify({ paid: true, principal, agents }));
    } catch (error) {
      response.statusCode = 403;
      response.end(JSON.stringify({ error: SallyportError.isInstance(error) ? error.code : "bad request" }));
    }
  });
}

async function readBody(request: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > 64 * 1024) throw new Error("too large");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
