export type { Agent } from "./agent.ts";
export type { Chain, Delegation, Hop, Scopes } from "./delegation.ts";
export { type Classification, classifications, type Principal } from "./principal.ts";
export {
  type Revocation,
  type RevocationKind,
  type RevocationSubject,
  revocationKinds,
} from "./revocation.ts";
