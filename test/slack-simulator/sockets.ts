import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";

/** Socket Mode: any of the connections gets an envelope and acknowledges it. */
export class Sockets {
  readonly #server: WebSocketServer;
  readonly #open: WebSocket[] = [];
  readonly #waiting = new Map<string, (payload: unknown) => void>();
  #next = 0;

  constructor(server: Server) {
    this.#server = new WebSocketServer({ server, path: "/link" });
    this.#server.on("connection", (socket) => this.#accept(socket));
  }

  get count(): number {
    return this.#open.length;
  }

  /** Resolves with what the app answered; rejects after Slack's three seconds. */
  send(type: string, payload: object): Promise<unknown> {
    const socket = this.#open[this.#next++ % this.#open.length];
    if (socket === undefined) return Promise.reject(new Error("no app is connected"));
    const envelope_id = randomUUID();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("not acknowledged in 3 s")), 3000);
      this.#waiting.set(envelope_id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      socket.send(JSON.stringify({ type, envelope_id, accepts_response_payload: true, payload }));
    });
  }

  /** As Slack does every few hours, and sometimes in mid-sentence. */
  refresh(): void {
    for (const socket of [...this.#open]) {
      socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
      socket.close();
    }
  }

  /** Any text at all, to every connection: what no Slack would send. */
  push(text: string): void {
    for (const socket of this.#open) socket.send(text);
  }

  close(): void {
    for (const socket of this.#open) socket.terminate();
    this.#server.close();
  }

  #accept(socket: WebSocket): void {
    this.#open.push(socket);
    socket.on("close", () => this.#open.splice(this.#open.indexOf(socket), 1));
    socket.on("message", (data) => {
      const { envelope_id, payload } = JSON.parse(String(data)) as {
        envelope_id?: string;
        payload?: unknown;
      };
      this.#waiting.get(envelope_id ?? "")?.(payload);
      this.#waiting.delete(envelope_id ?? "");
    });
    socket.send(JSON.stringify({ type: "hello", num_connections: this.#open.length }));
  }
}
