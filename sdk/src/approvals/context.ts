import type { Clock } from "../clock.ts";
import type { PublicKey } from "../crypto/index.ts";
import type { Directory, Revocations } from "../identity/index.ts";
import type { PolicyEngine } from "../policy/index.ts";
import type { Ledger } from "../receipts/index.ts";
import type { Redactor } from "../redaction/index.ts";
import type { Storage } from "../storage/index.ts";
import type { Seal } from "./seal.ts";

/** What every step of this room works with. */
export interface Context {
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly policy: PolicyEngine;
  readonly directory: Directory;
  readonly revocations: Revocations;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** Of every request that is stored. */
  readonly seal: Seal;
  readonly channelKeys: ReadonlyMap<string, PublicKey>;
  /** Group to the group that is asked, too, when it stays silent. */
  readonly escalation: ReadonlyMap<string, string>;
  readonly changes: Changes;
  /** Names this process's instance in executions: only who consumed a grant may report its outcome. */
  readonly owner: string;
}

/** Tells those who wait in this process that a request has moved; others find out by looking. */
export class Changes {
  readonly #listeners = new Map<string, Set<() => void>>();

  announce(requestId: string): void {
    for (const listener of this.#listeners.get(requestId) ?? []) listener();
  }

  /** Returns the function that ends it. */
  listen(requestId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(requestId) ?? new Set();
    this.#listeners.set(requestId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(requestId);
    };
  }
}
