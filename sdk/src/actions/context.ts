import type { Approvals } from "../approvals/index.ts";
import type { Clock } from "../clock.ts";
import type { SigningKey } from "../crypto/index.ts";
import type { Revocations } from "../identity/index.ts";
import type { PolicyEngine } from "../policy/index.ts";
import type { Ledger } from "../receipts/index.ts";
import type { DataLossInspector, Redactor } from "../redaction/index.ts";
import type { Screener } from "../screening/index.ts";
import type { Storage } from "../storage/index.ts";
import type { DriftMeter } from "./drift.ts";
import type { ToolRegistry } from "./tool-registry.ts";
import type { Budget, Usage } from "./usage/index.ts";

/** What every rule of this room works with. */
export interface GateContext {
  readonly storage: Storage;
  readonly policy: PolicyEngine;
  readonly approvals: Approvals;
  readonly revocations: Revocations;
  readonly ledger: Ledger;
  readonly screener: Screener;
  readonly redactor: Redactor;
  readonly dataLoss?: DataLossInspector;
  readonly clock: Clock;
  readonly registry: ToolRegistry;
  readonly drift: DriftMeter;
  readonly usage: Usage;
  readonly budgets: readonly Budget[];
  /** Policies and people are asked, and overruled. */
  readonly isRecordOnly: boolean;
  readonly credentialKey?: SigningKey;
}
