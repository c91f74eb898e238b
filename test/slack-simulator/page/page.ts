import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SlackSimulator } from "../simulator.ts";

export interface Page {
  readonly url: string;
  close(): Promise<void>;
}

/** One line of what happens outside of Slack, such as the agent going on. */
export type Narration = readonly string[];

/**
 * A web page that shows the simulated workspace: whoever sits at it picks a person and clicks as them. For this
 * host alone; other sites cannot reach it through the reader's browser.
 */
export async function servePage(
  simulator: SlackSimulator,
  options: { readonly port?: number; readonly narration: () => Narration },
): Promise<Page> {
  const { workspace } = simulator;
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response
        .writeHead(400, { "content-type": "text/plain" })
        .end(error instanceof Error ? error.message : "no");
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { port } = server.address() as AddressInfo;
    // Against other sites' pages and rebound names: only this address, and only JSON that needs a preflight.
    if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(request.headers.host ?? ""))
      return end(response, 403);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "POST") {
      if (request.headers["content-type"] !== "application/json") return end(response, 415);
      await act(pathname, JSON.parse(await readBody(request)));
      return end(response, 204);
    }
    if (pathname === "/state") {
      response.writeHead(200, { "content-type": "application/json" });
      return void response.end(JSON.stringify(describe(searchParams.get("user") ?? "")));
    }
    const file = files[pathname];
    if (file === undefined) return end(response, 404);
    response.writeHead(200, { "content-type": file.type, "content-security-policy": policy });
    response.end(await readFile(new URL(file.name, import.meta.url)));
  }

  function describe(userId: string) {
    const user = workspace.users.get(userId);
    return {
      users: [...workspace.users.values()].map(({ id, name }) => ({ id, name })),
      channels: [...workspace.channels.values()],
      messages: workspace.messages.filter(
        ({ channel }) => workspace.channels.has(channel) || channel === userId,
      ),
      ephemerals: workspace.ephemerals.filter((each) => each.user === userId),
      view: user === undefined ? undefined : simulator.openViewOf(user),
      home: workspace.homes.get(userId),
      narration: options.narration(),
    };
  }

  async function act(path: string, input: Readonly<Record<string, unknown>>): Promise<void> {
    const user = workspace.users.get(String(input.user));
    if (user === undefined) throw new Error("There is no such person.");
    const opened = simulator.openViewOf(user);
    if (path === "/click") {
      const message = workspace.messages.find(({ ts }) => ts === input.ts);
      if (message === undefined) throw new Error("There is no such message.");
      await simulator.click(user, message, String(input.action));
    } else if (path === "/home") await simulator.openHome(user);
    else if (path === "/click-in-home")
      await simulator.clickInHome(user, String(input.action), readValue(input.value));
    else if (path === "/command")
      await simulator.command(user, firstChannel(), "/approvals", String(input.text));
    else if (opened === undefined) throw new Error("No modal is open.");
    else if (path === "/click-in-view")
      await simulator.clickInView(user, opened, String(input.action), readValue(input.value));
    else if (path === "/submit") await simulator.submit(user, opened, input.values as Record<string, string>);
    else if (path === "/close") workspace.views.delete(opened.id);
  }

  const firstChannel = () => [...workspace.channels.keys()][0] ?? "";

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const files: Readonly<Record<string, { readonly name: string; readonly type: string }>> = {
  "/": { name: "index.html", type: "text/html; charset=utf-8" },
  "/page.js": { name: "page.js", type: "text/javascript" },
  "/blocks.js": { name: "blocks.js", type: "text/javascript" },
  "/page.css": { name: "page.css", type: "text/css" },
};
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";

const readValue = (value: unknown) => (typeof value === "string" ? value : undefined);

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
