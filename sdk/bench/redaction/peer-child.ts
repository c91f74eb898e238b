/**
 * Runs one peer in a process of its own: one of them ends its process by a worker that it can't start, and all of
 * them take seconds to minutes on hostile texts, in which nothing else could run.
 */
import { startComputing } from "../measure.ts";
import type { Span } from "./score.ts";
import { spansIn } from "./spans-in.ts";

process.on("uncaughtException", () => {});
process.on("disconnect", () => process.exit());

type Find = (text: string) => Promise<readonly Span[]>;

/** Packages without types of their own here: what is used of them. */
// biome-ignore lint/suspicious/noExplicitAny: each has another shape, and none is installed with the project
type Package = any;

const adapters: Readonly<Record<string, (load: (path: string) => Promise<Package>) => Promise<Find>>> = {
  async openredaction(load) {
    const detector = new (await load("openredaction/dist/index.mjs")).OpenRedaction();
    return async (text) =>
      (await detector.detect(text)).detections.map(
        ({ type, position: [start, end] }: { type: string; position: [number, number] }) => ({
          start,
          end,
          type: typeNamed(type),
        }),
      );
  },

  /** It only gives texts: one rule at a time, with a mark of ours in place of what it takes out. */
  async redact_pii(load) {
    const { SyncRedactor } = await load("redact-pii/lib/index.js");
    const redactors = redactPiiRules.map(([rule, type]) => {
      const off = redactPiiRules.map(([each]) => [each, { enabled: each === rule }]);
      const redactor = new SyncRedactor({
        builtInRedactors: Object.fromEntries([...off, ...redactPiiOthers]),
        globalReplaceWith: mark,
      });
      return (text: string) => spansIn(text, redactor.redact(text), mark, () => type);
    });
    return async (text) => redactors.flatMap((find) => find(text));
  },

  async openai_guardrails(load) {
    const { pii, PIIConfig } = await load("@openai/guardrails/dist/checks/pii.js");
    const config = PIIConfig.parse({});
    return async (text) =>
      spansIn(text, (await pii(null, text, config)).info.checked_text, /<([A-Z_]+)>/, typeNamed);
  },

  async hai_guardrails(load) {
    const hai = await load("@presidio-dev/hai-guardrails/dist/index.js");
    const guards = [hai.piiGuard({ selection: "all" }), hai.secretGuard({ selection: "all" })];
    return async (text) => {
      const spans = guards.map(async (guard) => {
        const [result] = await guard([{ role: "user", content: text }]);
        return spansIn(
          text,
          result?.modifiedMessage?.content ?? text,
          /\[REDACTED-([A-Z0-9-]+)\]/,
          typeNamed,
        );
      });
      return (await Promise.all(spans)).flat();
    };
  },
};

const mark = "\ue001";
const redactPiiRules = [
  ["emailAddress", "EMAIL"],
  ["phoneNumber", "PHONE"],
  ["creditCardNumber", "CREDIT_CARD"],
  ["usSocialSecurityNumber", "US_SSN"],
  ["ipAddress", "IP"],
  ["url", "URL"],
  ["streetAddress", "ADDRESS"],
  ["names", "PERSON"],
  ["password", "SECRET"],
] as const;
const redactPiiOthers = ["zipcode", "username", "credentials", "digits"].map((rule) => [
  rule,
  { enabled: false },
]);

/** What peers call our types. */
const names: readonly (readonly [name: RegExp, type: string])[] = [
  [/EMAIL/, "EMAIL"],
  [/PHONE|MOBILE/, "PHONE"],
  [/CREDIT|CARD/, "CREDIT_CARD"],
  [/SSN/, "US_SSN"],
  [/IBAN/, "IBAN"],
  [/^IP|IPV[46]/, "IP"],
  [/MAC_?ADDR/, "MAC"],
  [/^URL/, "URL"],
  [/CRYPTO|BITCOIN|ETHEREUM/, "CRYPTO"],
  [/ADDRESS|LOCATION/, "ADDRESS"],
  [/^NAME|PERSON/, "PERSON"],
  [/KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL|PAT$|JWT|WEBHOOK/, "SECRET"],
];

function typeNamed(name: string): string {
  return names.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}

const [name = "", folder = ""] = process.argv.slice(2);
const adapter = adapters[name];
const find = await adapter?.((path) => import(new URL(path, folder).href)).catch(() => undefined);
if (find === undefined) process.exit(1);

process.on("message", async (texts: readonly string[]) => {
  const computed = startComputing();
  const found: (readonly Span[])[] = [];
  for (const text of texts) found.push(await find(text));
  process.send?.({ found, ms: computed() });
});
process.send?.("ready");
