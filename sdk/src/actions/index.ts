export { acceptTool, type DescriptorDifference, type ListedTool, listTools } from "./accept-tool.ts";
export type { CallRequest, CallResult, ConsentDemand, FailureCode, RefusalCode } from "./call.ts";
export type { Connector, ConnectorRegistry } from "./connector-registry.ts";
export type { DeliveredMessage } from "./deliver-message.ts";
export type { ActionErrorCode } from "./errors.ts";
export { createGate, type Gate, type GateOptions } from "./gate.ts";
export { type GateReport, type GateReportOptions, reportGate, type ToolUse } from "./gate-report.ts";
export type {
  GuardedTool,
  ResultTrust,
  SteeringArguments,
  SteeringRole,
  ToolContext,
} from "./guarded-tool.ts";
export { proposePolicy } from "./propose-policy.ts";
export {
  type Fence,
  findFence,
  runInSandbox,
  type SandboxOptions,
  type SandboxProgram,
  type SandboxRun,
} from "./sandbox/index.ts";
export type { ToolDescriptor } from "./tool-descriptor.ts";
export type { RegisteredTool } from "./tool-registry.ts";
export { type Budget, defaultBudgets } from "./usage/index.ts";
