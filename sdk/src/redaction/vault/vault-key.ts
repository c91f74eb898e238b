import { deriveSecret, type SigningKey } from "../../crypto/index.ts";
import type { VaultKey } from "./key-ring.ts";

/** A vault's key from a key file that signs nothing. */
export function vaultKeyFrom(key: SigningKey): VaultKey {
  return { id: key.publicKey.kid, bytes: deriveSecret(key, "sallyport/vault-key/v1") };
}
