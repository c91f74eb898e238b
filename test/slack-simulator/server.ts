import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Fault, Faults } from "./faults.ts";
import { type Arguments, methods } from "./methods.ts";
import { exchangeCode } from "./oauth.ts";
import { RateLimits } from "./rate-limits.ts";
import type { SimulatedApp, SimulatedWorkspace } from "./workspace.ts";

export interface WebApi {
  readonly server: Server;
  readonly url: string;
  readonly faults: Faults;
  /** Every call that came in, by method. */
  readonly calls: Map<string, number>;
  close(): Promise<void>;
}

/** Slack's Web API on this host: form-encoded calls with a bearer token. */
export async function startWebApi(
  workspaces: readonly SimulatedWorkspace[],
  app: SimulatedApp,
  options: { readonly isLimited: boolean; readonly socketUrl: () => string; readonly port?: number },
): Promise<WebApi> {
  const faults = new Faults();
  const limits = new RateLimits();
  const calls = new Map<string, number>();

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = /^\/api\/([\w.]+)$/.exec(request.url ?? "")?.[1];
    if (method === undefined || request.method !== "POST") return void response.writeHead(404).end();
    const args = readArguments(await readBody(request));
    calls.set(method, (calls.get(method) ?? 0) + 1);

    const fault = faults.take(method);
    const early = refuseEarly(fault);
    if (early !== undefined) return void response.writeHead(early.status, early.headers).end(early.body);
    const waitSeconds = options.isLimited ? limits.exceeded(method, String(args.channel)) : undefined;
    if (waitSeconds !== undefined)
      return void response.writeHead(429, { "retry-after": String(waitSeconds) }).end();

    const answer = call(method, request.headers.authorization, args);
    if (fault?.type === "answer-lost") return void response.destroy();
    if (fault?.type === "failed-after-write") return void response.writeHead(500).end();
    if (fault?.type === "late") await sleep(fault.byMs);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  function call(method: string, authorization: string | undefined, args: Arguments): object {
    if (method === "apps.connections.open") {
      if (authorization !== `Bearer ${app.token}`) return { ok: false, error: "invalid_auth" };
      return { ok: true, url: options.socketUrl() };
    }
    if (method === "oauth.v2.access") return exchangeCode(app, args);
    const workspace = workspaces.find(({ botToken }) => authorization === `Bearer ${botToken}`);
    if (workspace === undefined) return { ok: false, error: "invalid_auth" };
    return methods[method]?.(workspace, args) ?? { ok: false, error: "unknown_method" };
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    faults,
    calls,
    url: `http://127.0.0.1:${port}/api/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuseEarly(fault: Fault | undefined) {
  switch (fault?.type) {
    case "limited":
      return { status: 429, headers: { "retry-after": String(fault.retryAfter) }, body: "" };
    case "unavailable":
      return { status: 503, headers: {}, body: "" };
    case "refused":
      return {
        status: 200,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ok: false, error: fault.error }),
      };
    default:
      return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Slack's clients send forms whose structured values are JSON. */
function readArguments(body: string): Arguments {
  const args: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(body)) args[key] = parseValue(key, value);
  return args;
}

function parseValue(key: string, value: string): unknown {
  if (["blocks", "view", "metadata"].includes(key)) return JSON.parse(value);
  if (value === "true" || value === "false") return value === "true";
  return value;
}
