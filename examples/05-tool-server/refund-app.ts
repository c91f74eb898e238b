import { type PublicKey, SallyportError, verifyToolCredential } from "@sallyport/sdk";
import express, { type Express, type RequestHandler } from "express";

/** The same server on Express: the check is a middleware before the route. */
export function createRefundApp(publicKeys: readonly PublicKey[], pay: (args: unknown) => void): Express {
  const requireCredential: RequestHandler = async (request, response, next) => {
    try {
      const token = request.headers.authorization?.replace(/^Bearer /, "") ?? "";
      await verifyToolCredential(token, { publicKeys, tool: "issue_refund", arguments: request.body });
      next();
    } catch (error) {
      response.status(403).json({ error: SallyportError.isInstance(error) ? error.code : "bad request" });
    }
  };
  const app = express();
  app.post("/", express.json(), requireCredential, (request, response) => {
    pay(request.body);
    response.json({ paid: true });
  });
  return app;
}
