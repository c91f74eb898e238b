import { setImmediate as nextTurn } from "node:timers/promises";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { SallyportError } from "../../errors.ts";
import type { RetrievalErrorCode } from "../errors.ts";
import { compileKernel, type Memory } from "./kernel.ts";
import { configurationOf, type Layout } from "./layout.ts";

/** One call of a kernel function that any thread can make: nothing else works on the same addresses meanwhile. */
export interface ScanTask {
  readonly call: "compareBits" | "listNear";
  readonly parameters: readonly number[];
}

/** How many memories a thread keeps a kernel for. */
const mostMemories = 8;
/** How long to wait in a loop before letting the event loop turn. */
const spinMs = 0.3;

const asked = 0;
const answered = 1;
const answer = 2;

/**
 * A thread that sleeps until it is woken through shared memory: waking it by a message alone would take longer
 * than the scan that it is woken for.
 */
export class Helper {
  readonly #state = new Int32Array(new SharedArrayBuffer(12));
  readonly #port: MessagePort;
  readonly #known = new Map<Memory, number>();
  #memories = 0;
  #isDead = false;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const worker = new Worker(program, {
      eval: true,
      workerData: { port: port2, state: this.#state, code: compileKernel() },
      transferList: [port2],
      // The program needs nothing of the parent's loaders and flags.
      execArgv: [],
    });
    const die = () => {
      this.#isDead = true;
    };
    worker.on("error", die).on("exit", die).unref();
    port1.unref();
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  start(memory: Memory, layout: Layout, task: ScanTask): void {
    this.#port.postMessage({ ...task, memory: this.#numberOf(memory, layout) });
    Atomics.add(this.#state, asked, 1);
    Atomics.notify(this.#state, asked);
  }

  /** What the task that was started last gave back. @throws `ERR_RETRIEVAL_THREAD`. */
  async result(): Promise<number> {
    const wanted = Atomics.load(this.#state, asked);
    for (let since = performance.now(); Atomics.load(this.#state, answered) !== wanted; ) {
      if (this.#isDead) throw died();
      if (performance.now() - since > spinMs) await nextTurn();
    }
    return Atomics.load(this.#state, answer);
  }

  /** The thread's name for a memory, which it is told of when it first works on it. */
  #numberOf(memory: Memory, layout: Layout): number {
    const known = this.#known.get(memory);
    if (known !== undefined) return known;
    for (const [oldest, number] of this.#known) {
      if (this.#known.size < mostMemories) break;
      this.#known.delete(oldest);
      this.#port.postMessage({ call: "forget", memory: number });
    }
    const number = this.#memories++;
    this.#known.set(memory, number);
    this.#port.postMessage({
      call: "open",
      memory: number,
      shared: memory,
      configuration: configurationOf(layout),
    });
    return number;
  }
}

/** What the thread runs; as text, because sources and builds keep files in different places and languages. */
const program = `
const { receiveMessageOnPort, workerData } = require("node:worker_threads");
const { port, state, code } = workerData;
const kernels = new Map();
for (let done = 0; ; done++) {
  while (Atomics.load(state, ${asked}) === done) Atomics.wait(state, ${asked}, done);
  for (let isAnswered = false; !isAnswered; ) {
    const task = receiveMessageOnPort(port)?.message;
    if (task === undefined) continue;
    if (task.call === "forget") kernels.delete(task.memory);
    else if (task.call === "open") {
      const { exports } = new WebAssembly.Instance(code, { env: { memory: task.shared } });
      exports.configure(...task.configuration);
      kernels.set(task.memory, exports);
    } else {
      Atomics.store(state, ${answer}, kernels.get(task.memory)[task.call](...task.parameters));
      isAnswered = true;
    }
  }
  Atomics.store(state, ${answered}, done + 1);
}`;

function died(): SallyportError<RetrievalErrorCode> {
  return new SallyportError<RetrievalErrorCode>({
    code: "ERR_RETRIEVAL_THREAD",
    message: "A search thread has ended unexpectedly.",
    hint: "Nothing was returned; the next search starts a new thread.",
  });
}
