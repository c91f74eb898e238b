export type { ContentSource } from "./content.ts";
export { Session, type SessionErrorCode, type SessionOptions, type SubSessionOptions } from "./session.ts";
