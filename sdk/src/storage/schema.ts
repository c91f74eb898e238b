import type { ApprovalTables } from "./tables/approvals.ts";
import type { ControlPlaneTables } from "./tables/control-plane.ts";
import type { DocumentTables } from "./tables/documents.ts";
import type { LedgerTables } from "./tables/ledger.ts";
import type { RunTables } from "./tables/runs.ts";
import type { SlackTables } from "./tables/slack.ts";
import type { VaultTables } from "./tables/vault.ts";

/**
 * The tables, as Kysely sees them. Times are milliseconds since the epoch (UTC), `*_json` columns hold JSON
 * text, booleans are 0 or 1. A room that needs a table adds a migration, and its interface in `tables`.
 */
export interface Database
  extends DocumentTables,
    ControlPlaneTables,
    LedgerTables,
    ApprovalTables,
    RunTables,
    VaultTables,
    SlackTables {
  epoch: EpochTable;
}

/** A counter per concern ("labels:acme", "revocations"): whoever caches compares it before trusting its cache. */
interface EpochTable {
  name: string;
  value: number;
}
