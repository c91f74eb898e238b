import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from "node:crypto";
import { SallyportError } from "../errors.ts";
import { canonicalJson } from "./canonical-json.ts";
import { sha256 } from "./digest.ts";

/** An Ed25519 public key as a JWK (RFC 8037) with its id. Safe to publish. */
export interface PublicKey {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
  readonly kid: string;
}

/** Signs with a private key that never leaves this object: it has no property or method that shows it. */
export interface SigningKey {
  readonly publicKey: PublicKey;
  /** Ed25519 (RFC 8032) over `[tag, value]` in canonical JSON; base64url. */
  sign(tag: string, value: unknown): string;
  /** The platform's key handle, for libraries that sign themselves (jose). Not serialisable by accident. */
  readonly keyObject: KeyObject;
}

/** The key id is the RFC 7638 thumbprint, so one key always has one id and nobody can choose it. */
export function keyId(key: { readonly crv: string; readonly kty: string; readonly x: string }): string {
  return sha256(canonicalJson({ crv: key.crv, kty: key.kty, x: key.x })).slice(
    "sha256:".length,
    "sha256:".length + 32,
  );
}

export function generateSigningKey(): SigningKey {
  return signingKeyFrom(generateKeyPairSync("ed25519").privateKey);
}

/** @throws {SallyportError} `ERR_CRYPTO_BAD_KEY` when the JWK is not an Ed25519 private key. */
export function importSigningKey(jwk: JsonWebKey): SigningKey {
  try {
    return signingKeyFrom(createPrivateKey({ key: jwk, format: "jwk" }));
  } catch (cause) {
    throw badKey("an Ed25519 private key as a JWK", cause);
  }
}

/** For writing to a file with mode 0600 and nowhere else. */
export function exportPrivateKey(key: SigningKey): JsonWebKey {
  return key.keyObject.export({ format: "jwk" });
}

/** False for a wrong signature; constant-time by the platform. @throws `ERR_CRYPTO_BAD_KEY` for a bad key. */
export function verifySignature(key: PublicKey, tag: string, value: unknown, signature: string): boolean {
  const message = Buffer.from(canonicalJson([tag, value]));
  return verifyBytes(null, message, importPublicKey(key), Buffer.from(signature, "base64url"));
}

/** @throws {SallyportError} `ERR_CRYPTO_BAD_KEY` when it is not Ed25519 or its `kid` is not its thumbprint. */
export function importPublicKey(key: PublicKey): KeyObject {
  if (key.kty !== "OKP" || key.crv !== "Ed25519" || keyId(key) !== key.kid)
    throw badKey("an Ed25519 public key as a JWK whose kid is its thumbprint");
  try {
    return createPublicKey({ key: { kty: key.kty, crv: key.crv, x: key.x }, format: "jwk" });
  } catch (cause) {
    throw badKey("an Ed25519 public key as a JWK", cause);
  }
}

function signingKeyFrom(privateKey: KeyObject): SigningKey {
  if (privateKey.asymmetricKeyType !== "ed25519") throw badKey("an Ed25519 private key");
  const { x } = createPublicKey(privateKey).export({ format: "jwk" });
  const parameters = { kty: "OKP", crv: "Ed25519", x: x as string } as const;
  const publicKey: PublicKey = { ...parameters, kid: keyId(parameters) };
  const key = {
    publicKey,
    sign: (tag: string, value: unknown) =>
      signBytes(null, Buffer.from(canonicalJson([tag, value])), privateKey).toString("base64url"),
  };
  // Not enumerable: a key that is logged or spread by mistake shows its public half alone.
  return Object.defineProperty(key, "keyObject", { value: privateKey }) as SigningKey;
}

function badKey(accepted: string, cause?: unknown): SallyportError {
  return new SallyportError({ code: "ERR_CRYPTO_BAD_KEY", message: `The key is not ${accepted}.`, cause });
}
