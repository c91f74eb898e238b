export { describeOrigins } from "./describe-origins.ts";
export { type TracedArgument, traceArguments } from "./trace-arguments.ts";
export { trustsOf } from "./trust.ts";
