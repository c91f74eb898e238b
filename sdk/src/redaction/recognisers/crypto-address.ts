import { createHash } from "node:crypto";
import { bech32, bech32m, createBase58check } from "@scure/base";
import type { Finding, Recogniser } from "../finding.ts";

/** Addresses of Bitcoin, Litecoin, Dogecoin, Dash and Tron by their checksums, and Ethereum's by their form. */
export const cryptoAddressRecogniser: Recogniser = {
  name: "crypto-address",
  types: ["CRYPTO"],
  needs: /\w{11}/,
  *find({ text }) {
    for (const { 0: address, index } of text.matchAll(candidate)) {
      const kind = kindOf(address);
      if (kind === undefined) continue;
      yield {
        start: index,
        end: index + address.length,
        type: "CRYPTO",
        score: 0.95,
        evidence: kind === "0x" ? "structured" : "checksum",
        recogniser: "crypto-address",
        why: [kind],
      } satisfies Finding;
    }
  },
};

const candidate =
  /(?<![\w+/=])(?:0x[0-9a-f]{40}|(?:bc|tb|ltc)1[02-9ac-hj-np-z]{8,87}|[13LMDXT3][1-9A-HJ-NP-Za-km-z]{25,34})(?![\w+/=])/gi;

const base58check = createBase58check((data: Uint8Array) => createHash("sha256").update(data).digest());

function kindOf(address: string): "0x" | "base58check" | "bech32" | undefined {
  if (/^0x/i.test(address)) return "0x";
  if (/^(?:bc|tb|ltc)1/i.test(address)) return isBech32(address.toLowerCase()) ? "bech32" : undefined;
  return isBase58check(address) ? "base58check" : undefined;
}

function isBech32(address: string): boolean {
  return [bech32, bech32m].some(
    (code) => code.decodeUnsafe(address as `${string}1${string}`, 90) !== undefined,
  );
}

function isBase58check(address: string): boolean {
  try {
    return base58check.decode(address).length === 21;
  } catch {
    return false;
  }
}
