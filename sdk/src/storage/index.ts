export { openStorage, type Storage } from "./database.ts";
export { bumpEpoch, readEpoch } from "./epoch.ts";
export type { ApprovalRequestTable, Database } from "./schema.ts";
