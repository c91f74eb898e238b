/**
 * Runs @presidio-dev/hai-guardrails in a process of its own: the published package starts a worker from a path of the
 * machine it was built on, and the error that follows would end the benchmark.
 */
process.on("uncaughtException", () => {});

interface Hai {
  injectionGuard(options: { roles: string[] }, extra: { mode: "pattern"; threshold: number }): unknown;
  GuardrailsEngine: new (options: {
    guards: unknown[];
  }) => {
    run(messages: { role: string; content: string }[]): Promise<{
      messagesWithGuardResult: { messages: { passed: boolean }[] }[];
    }>;
  };
}

const hai = (await import(process.argv[2] ?? "")) as Hai;
const guard = hai.injectionGuard({ roles: ["user"] }, { mode: "pattern", threshold: 0.5 });
const engine = new hai.GuardrailsEngine({ guards: [guard] });

/** Answers a text with whether it is flagged, and no text with the CPU used so far. */
process.on("message", async ({ text }: { text?: string }) => {
  if (text === undefined) {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
    return;
  }
  const { messagesWithGuardResult: results } = await engine.run([{ role: "user", content: text }]);
  process.send?.(results.some(({ messages }) => messages.some(({ passed }) => !passed)));
});
process.send?.("ready");
