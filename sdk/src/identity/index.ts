export type { Agent } from "./agent.ts";
export { type AgentRegistry, openAgentRegistry } from "./agent-registry.ts";
export { type ChainVerifier, createChainVerifier } from "./chain-verifier.ts";
export type { Chain, Delegation, Hop, Scopes } from "./delegation.ts";
export { createDelegationIssuer, type DelegationIssuer } from "./delegation-issuer.ts";
export { type Directory, loadDirectory } from "./directory.ts";
export { type ActorClaim, exportActor } from "./export-actor.ts";
export { type AuthorizationDetail, exportAuthorizationDetails } from "./export-authorization-details.ts";
export { extendDelegation } from "./extend-delegation.ts";
export type { IdentityErrorCode } from "./identity-error.ts";
export { createLocalIssuer, type LocalIssuer } from "./local-issuer.ts";
export { type Classification, classifications, type Principal } from "./principal.ts";
export { proveAction } from "./proof.ts";
export {
  type Revocation,
  type RevocationKind,
  type RevocationSubject,
  revocationKinds,
} from "./revocation.ts";
export { openRevocations, type Revocations } from "./revocations.ts";
export { createTokenVerifier, type TokenVerifier } from "./token-verifier.ts";
export { digestToolArguments, mintToolCredential, type ToolCredential } from "./tool-credential.ts";
export type { TrustedIssuer } from "./trusted-issuer.ts";
export { type ToolCredentialExpectation, verifyToolCredential } from "./verify-tool-credential.ts";
