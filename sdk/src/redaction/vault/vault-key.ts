import { hkdfSync } from "node:crypto";
import type { SigningKey } from "../../crypto/index.ts";
import type { VaultKey } from "./vault.ts";

/** A vault's key from a key file that signs nothing: HKDF-SHA256 (RFC 5869) over its private part. */
export function vaultKeyFrom(key: SigningKey): VaultKey {
  const secret = key.keyObject.export({ format: "der", type: "pkcs8" });
  const bytes = new Uint8Array(hkdfSync("sha256", secret, "", "sallyport/vault-key/v1", 32));
  return { id: key.publicKey.kid, bytes };
}
