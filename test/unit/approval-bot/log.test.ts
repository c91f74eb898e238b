import { describe, expect, it } from "vitest";
import { boltLogger, createLogger, tellError } from "../../../approval-bot/src/log.ts";

const address = "ana.pereira@example.com";
const password = ["hunter", "2-is-long"].join("");
const url = `postgres://bot:${password}@db.example.com/approvals`;

function openLog() {
  let written = "";
  const logger = createLogger("debug", {
    write(line) {
      written += line;
    },
  });
  return { logger, read: () => written };
}

describe("the bot's log", () => {
  it("[G6] tells an error's name and place, and nothing of its message, however that is laid out", () => {
    const { logger, read } = openLog();
    const message = `connect failed\n${url}\n    at ${address} (of a customer)`;
    const error = Object.assign(new TypeError(message), { code: `E ${address}`, data: { error: address } });
    logger.error({ error }, "a click could not be handled");
    expect(JSON.parse(read())).toMatchObject({ error: { name: "TypeError", code: "[not logged]" } });
    expect(read()).toContain("log.test.ts");
    for (const value of [address, password, "connect failed"]) expect(read()).not.toContain(value);
  });

  it("[G6] redacts what Bolt says, and drops what isn't text", () => {
    const { logger, read } = openLog();
    boltLogger(logger).debug(`view of ${address}`, { view: address }, `dsn=${url}`);
    expect(read()).toContain("view of [EMAIL]");
    for (const value of [address, password]) expect(read()).not.toContain(value);
  });

  it("[G6] says at the start what went wrong, without the secret in it", () => {
    const told = tellError(new Error(`could not connect to ${url} as ${address}`));
    expect(told).toContain("could not connect to postgres://bot:");
    for (const value of [address, password]) expect(told).not.toContain(value);
  });
});
