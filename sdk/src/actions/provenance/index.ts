export { describeOrigins, type TracedArgument, traceArguments, trustOf } from "./trace-arguments.ts";
