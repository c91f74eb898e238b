export type { ContentSource } from "./content.ts";
export { Session, type SessionErrorCode, type SessionOptions, type SubSessionOptions } from "./session.ts";
export {
  forgetDocument,
  openSessionMemory,
  type SessionMemory,
  type StoredSession,
} from "./session-memory.ts";
