export { openStorage, type Storage } from "./database.ts";
export { bumpEpoch, readEpoch } from "./epoch.ts";
export type { Database } from "./schema.ts";
