export { type Fence, findFence } from "./fence.ts";
export { runInSandbox, type SandboxOptions, type SandboxProgram, type SandboxRun } from "./run-in-sandbox.ts";
