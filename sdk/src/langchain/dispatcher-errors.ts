import { type BaseCheckpointSaver, MemorySaver } from "@langchain/langgraph";
import { SallyportError } from "../errors.ts";

export type DispatcherErrorCode =
  /** The checkpointer forgets paused runs when the process ends. */
  | "ERR_LANGCHAIN_VOLATILE_CHECKPOINTER"
  /** The session ends with this process: it was started without a thread. */
  | "ERR_LANGCHAIN_SESSION_NOT_DURABLE"
  /** The conversation's last run has not ended: it works, or waits for people. */
  | "ERR_LANGCHAIN_RUN_BUSY"
  /** Nothing of the run is in the checkpointer: it was killed before its first step. */
  | "ERR_LANGCHAIN_RUN_LOST"
  /** Something else than an approval has interrupted the run, and only the app can say how it goes on. */
  | "ERR_LANGCHAIN_OTHER_INTERRUPT";

/** @throws {SallyportError} `ERR_LANGCHAIN_VOLATILE_CHECKPOINTER`. */
export function refuseVolatile(checkpointer: BaseCheckpointSaver): void {
  const { name } = checkpointer.constructor;
  // By name too: another copy of the package has another class.
  if (!(checkpointer instanceof MemorySaver) && name !== "MemorySaver" && name !== "InMemorySaver") return;
  throw new SallyportError<DispatcherErrorCode>({
    code: "ERR_LANGCHAIN_VOLATILE_CHECKPOINTER",
    message: "This checkpointer forgets every paused run when the process ends.",
    hint: "Use SqliteSaver or PostgresSaver; or dangerouslyAllowVolatileCheckpointer, to try things out.",
  });
}

export function notDurable(): SallyportError<DispatcherErrorCode> {
  return new SallyportError({
    code: "ERR_LANGCHAIN_SESSION_NOT_DURABLE",
    message: "The session ends with this process, so its run could not be resumed.",
    hint: "Start it with a thread: startSession({ …, thread }).",
  });
}

export function busy(): SallyportError<DispatcherErrorCode> {
  return new SallyportError({
    code: "ERR_LANGCHAIN_RUN_BUSY",
    message: "The conversation's last run has not ended.",
    hint: "Wait until it has; cancelling the requests that it waits for lets it end.",
  });
}
