export { openStorage, type Storage } from "./database.ts";
export { bumpEpoch, epochReader, readEpoch } from "./epoch.ts";
export type { Database } from "./schema.ts";
export { bind, forEachLength } from "./statements.ts";
export type { ApprovalRequestTable } from "./tables/approvals.ts";
