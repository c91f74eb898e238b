import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A server on this machine, and a program that tries to reach it: it prints "out" when it does, else "in". */
export async function openListener() {
  const listener = { requests: 0, program: "" };
  const server = createServer((_, response) => {
    listener.requests++;
    response.end("x");
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  listener.program = `await fetch("http://127.0.0.1:${port}").then(() => console.log("out"), () => console.log("in"))`;
  return listener;
}
