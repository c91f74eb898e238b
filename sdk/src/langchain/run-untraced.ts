import { BaseCallbackHandler } from "@langchain/core/callbacks/base";
import { AsyncLocalStorageProviderSingleton } from "@langchain/core/singletons";

/**
 * Where the environment asks for it (`LANGCHAIN_VERBOSE`), LangChain adds a printer of its own, unless one of that name
 * is there. In some versions the name that it looks for is undefined.
 */
class Silence extends BaseCallbackHandler {
  readonly name: string;

  constructor(name: string | undefined) {
    super({});
    this.name = name as string;
  }
}

/** In place of callbacks that would be inherited, for what nobody may see before it is redacted. */
export const noCallbacks: readonly BaseCallbackHandler[] = ["console_callback_handler", undefined].map(
  (name) => new Silence(name),
);

/** As a run whose traces go nowhere, also where the environment turns tracing on (`LANGSMITH_TRACING`). */
export function runUntraced<T>(work: () => Promise<T>): Promise<T> {
  // Without a parent it makes a run tree that is not traced, which counts for all that runs in it.
  return AsyncLocalStorageProviderSingleton.runWithConfig({ callbacks: [...noCallbacks] }, work);
}
