import type { ApprovalNotice, Approvals } from "@sallyport/sdk";
import { keepDigestsMs } from "../inbound/intake.ts";
import type { Homes } from "../inbox/homes.ts";
import { type DeliveryOptions, deliver, methodFor } from "./deliver.ts";
import type { Topic } from "./topic.ts";

export interface Outbox {
  start(): void;
  /** Something has changed: look now. */
  wake(): void;
  /** Lets what is under way end. */
  stop(): Promise<void>;
}

const lookEveryMs = 400;
const keepTimeEveryMs = 2_000;
const batch = 10;
/** How far down the list a channel that may be posted in is looked for. */
const window = 200;

/**
 * Makes Slack show what the database says. There is no queue of changes to lose: whatever a message shows is
 * compared with what is so, and only the last state is sent.
 */
export function createOutbox(
  options: DeliveryOptions & {
    readonly topics: readonly Topic[];
    readonly approvals: Approvals;
    readonly homes: () => Promise<readonly Homes[]>;
    readonly tenants: readonly string[];
    /** Makes sure that people will be told. */
    readonly tell: (notice: ApprovalNotice) => Promise<void>;
  },
): Outbox {
  const { topics, approvals, homes, storage, pace, clock, logger } = options;
  let isStopping = false;
  let nextTick = 0;
  let wakeUp = (): void => {};
  let isWoken = false;
  let running: Promise<void> | undefined;
  let drawing: Promise<unknown> | undefined;

  async function run(): Promise<void> {
    while (!isStopping) {
      isWoken = false;
      const sent = await pass().catch((error: unknown) => {
        logger.error({ error }, "the outbox could not look what is due");
        return 0;
      });
      if (sent < batch && !isWoken) await rest();
    }
  }

  /** Returns how many messages it tried. */
  async function pass(): Promise<number> {
    const now = clock();
    if (now >= nextTick) {
      nextTick = now + keepTimeEveryMs;
      await attempt("time", () => approvals.keepTime(options.tenants, options.tell));
    }
    await storage
      .deleteFrom("slack_inbound")
      .where("at", "<", now - keepDigestsMs)
      .where("kept", "is", null)
      .execute();
    let tried = 0;
    for (const topic of topics) tried += (await attempt(topic.kind, () => show(topic, now))) ?? 0;
    // Many people may have their Home open: cards don't wait for that.
    drawing ??= attempt("home", drawHomes).finally(() => {
      drawing = undefined;
    });
    return tried;
  }

  async function drawHomes(): Promise<void> {
    for (const home of await homes()) await home.refresh();
  }

  async function show(topic: Topic, now: number): Promise<number> {
    await topic.enlist(now);
    const due = await topic.due(clock(), window);
    const open = due.filter(({ ts, channel }) => pace.wait(methodFor(ts), channel) === 0).slice(0, batch);
    await Promise.all(open.map(({ subject }) => deliver(options, topic, subject)));
    return open.length;
  }

  /** What cannot be done keeps nothing else from being done. */
  async function attempt<T>(what: string, step: () => Promise<T>): Promise<T | undefined> {
    try {
      return await step();
    } catch (error) {
      logger.error({ what, error }, "the outbox could not do its part");
      return undefined;
    }
  }

  function rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, lookEveryMs);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function wake(): void {
    isWoken = true;
    wakeUp();
  }

  return {
    start() {
      running ??= run();
    },
    wake,
    async stop() {
      isStopping = true;
      wake();
      await running;
      await drawing;
    },
  };
}
