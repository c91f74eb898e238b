export type { Part } from "./cover.ts";
export { describeOrigins } from "./describe-origins.ts";
export { traceArguments } from "./trace-arguments.ts";
export type { TracedArgument } from "./traced-argument.ts";
export { trustsOf } from "./trust.ts";
export { vouchForEdits } from "./vouch-for-edits.ts";
