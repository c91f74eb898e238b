export { assertJson, canonicalJson, type JsonValue } from "./canonical-json.ts";
export { deriveSecret } from "./derive-secret.ts";
export { type Digest, digestOf, equalConstantTime, sha256 } from "./digest.ts";
export { isOpenToOthers, openSigningKey } from "./key-file.ts";
export {
  exportPrivateKey,
  generateSigningKey,
  importPublicKey,
  importSigningKey,
  type PublicKey,
  type SigningKey,
  verifySignature,
} from "./keys.ts";
