import { setFlagsFromString } from "node:v8";

/**
 * V8 before 12 (Node 20) inlines calls from JavaScript into WebAssembly, and kills the process when it has to
 * give up optimised code during such a call ("unreachable code" in `Deoptimizer::DoComputeBuiltinContinuation`).
 * A gate meets that after some thousand decisions; without inlining it does not.
 */
export function keepWasmCallsOutOfLine(): void {
  if (Number.parseInt(process.versions.v8, 10) < 12) setFlagsFromString("--no-turbo-inline-js-wasm-calls");
}
