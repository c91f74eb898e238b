import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Storage } from "@sallyport/sdk";

export interface Health {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * `/livez`: the process answers. `/readyz`: it also reaches the database and Slack. On a port of its own, which
 * need not be reachable from outside.
 */
export async function serveHealth(options: {
  readonly host: string;
  readonly port: number;
  readonly storage: Storage;
  readonly isConnected: () => boolean;
}): Promise<Health> {
  const server = createServer(async (request, response) => {
    const status = request.url === "/livez" ? 200 : request.url === "/readyz" ? await readiness() : 404;
    response.writeHead(status, { "content-type": "text/plain" }).end(status === 200 ? "ok\n" : "no\n");
  });

  async function readiness(): Promise<200 | 503> {
    if (!options.isConnected()) return 503;
    try {
      await options.storage.selectFrom("slack_message").select("subject").limit(1).execute();
      return 200;
    } catch {
      return 503;
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return { port: portOf(server), stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
