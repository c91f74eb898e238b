import { spawn } from "node:child_process";
import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SallyportError } from "../../errors.ts";
import type { ActionErrorCode } from "../errors.ts";
import { type Closable, type Fence, findFence } from "./fence.ts";

export type SandboxProgram =
  /** An ECMAScript module. */
  | { readonly type: "node"; readonly code: string }
  | { readonly type: "command"; readonly command: string; readonly args?: readonly string[] };

export interface SandboxOptions {
  /** What has to be closed, or nothing runs: files outside its folder and the network unless given. */
  readonly demand?: readonly Closable[];
  readonly input?: string;
  readonly timeoutMs?: number;
  readonly maxMemoryBytes?: number;
  readonly maxOutputBytes?: number;
  readonly signal?: AbortSignal;
}

export interface SandboxRun {
  readonly outcome: "exited" | "timeout" | "aborted" | "too-much-output" | "too-much-memory";
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly fence: Pick<Fence, "closed" | "by">;
}

const defaults = {
  demand: ["files", "network"] as readonly Closable[],
  timeoutMs: 10_000,
  maxMemoryBytes: 256 * 1024 * 1024,
  maxOutputBytes: 64 * 1024,
};

/**
 * Runs a program with an empty environment, in a folder of its own that is deleted afterwards, behind the
 * strongest fence that this machine has, within limits of time, memory and output.
 *
 * @throws {SallyportError} `ERR_ACTIONS_SANDBOX_FENCE` when this machine cannot close what is demanded.
 */
export async function runInSandbox(
  program: SandboxProgram,
  options: SandboxOptions = {},
): Promise<SandboxRun> {
  const fence = findFence(program.type);
  const missing = (options.demand ?? defaults.demand).filter((each) => !fence.closed.includes(each));
  if (missing.length > 0) throw noFence(missing);
  const folder = await realpath(await mkdtemp(join(tmpdir(), "sallyport-sandbox-")));
  try {
    const command = await prepare(program, folder, options.maxMemoryBytes ?? defaults.maxMemoryBytes);
    return {
      ...(await run(fence.wrap(folder, command), folder, options)),
      fence: { closed: fence.closed, by: fence.by },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(program: SandboxProgram, folder: string, memory: number): Promise<readonly string[]> {
  if (program.type === "command") return [program.command, ...(program.args ?? [])];
  await writeFile(join(folder, "fence.cjs"), disarm);
  await writeFile(join(folder, "program.mjs"), program.code);
  const heap = `--max-old-space-size=${Math.ceil(memory / 2 ** 20)}`;
  return [process.execPath, heap, "--require", "./fence.cjs", "./program.mjs"];
}

/** Node's permissions let a program send signals to any process, its host included. */
const disarm = `for (const name of ["kill", "_kill", "_debugProcess", "_debugEnd", "binding", "dlopen"])
  Object.defineProperty(process, name, { value: undefined });
`;

function run(
  command: readonly string[],
  folder: string,
  options: SandboxOptions,
): Promise<Omit<SandboxRun, "fence">> {
  const { timeoutMs, maxOutputBytes, maxMemoryBytes } = { ...defaults, ...options };
  const [file = "", ...args] = command;
  return new Promise((resolve, reject) => {
    // A group of its own, so that all of it can be killed.
    const child = spawn(file, args, {
      cwd: folder,
      env: {},
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const output = { stdout: "", stderr: "" };
    let outcome: SandboxRun["outcome"] = "exited";
    let size = 0;
    const stop = (because: SandboxRun["outcome"]) => {
      if (outcome === "exited") outcome = because;
      killGroup(child.pid);
    };
    const timer = setTimeout(() => stop("timeout"), timeoutMs);
    const watch = setInterval(() => {
      void memoryOf(child.pid).then(
        (bytes) => bytes > maxMemoryBytes * memoryAllowance && stop("too-much-memory"),
      );
    }, 100);
    const abort = () => stop("aborted");
    options.signal?.addEventListener("abort", abort, { once: true });
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].on("data", (chunk: Buffer) => {
        const room = Math.max(0, maxOutputBytes - size);
        size += chunk.length;
        output[stream] += chunk.subarray(0, room).toString("utf8");
        if (size > maxOutputBytes) stop("too-much-output");
      });
    }
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
    const finish = () => {
      clearTimeout(timer);
      clearInterval(watch);
      options.signal?.removeEventListener("abort", abort);
      killGroup(child.pid);
    };
    child.once("error", (error) => {
      finish();
      reject(error);
    });
    child.once("close", (exitCode) => {
      finish();
      resolve({ outcome, exitCode, ...output });
    });
    if (options.signal?.aborted === true) abort();
  });
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

/** Over the heap's limit: the runtime itself, and buffers. */
const memoryAllowance = 2;

/** Resident bytes of a process and its children, where /proc tells; elsewhere the heap's limit is all there is. */
async function memoryOf(pid: number | undefined): Promise<number> {
  try {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
    const statm = await readFile(`/proc/${pid}/statm`, "utf8");
    const own = Number(statm.split(" ")[1]) * 4096;
    const below = await Promise.all(children.trim().split(" ").filter(Boolean).map(Number).map(memoryOf));
    return below.reduce((total, bytes) => total + bytes, own);
  } catch {
    return 0;
  }
}

function noFence(missing: readonly Closable[]): SallyportError<ActionErrorCode> {
  return new SallyportError({
    code: "ERR_ACTIONS_SANDBOX_FENCE",
    message: `This machine has no fence that closes ${missing.join(" and ")}.`,
    hint: "Install bubblewrap and allow user namespaces, or demand less, knowing what stays open.",
  });
}
