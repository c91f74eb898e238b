export { openStorage, type Storage } from "./database.ts";
export { bumpEpoch, epochReader, readEpoch } from "./epoch.ts";
export type { ApprovalRequestTable, Database } from "./schema.ts";
export { bind, forEachLength } from "./statements.ts";
