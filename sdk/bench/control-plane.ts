import type { Benchmark } from "./benchmark.ts";
import { measureChains } from "./control-plane/chains.ts";
import { measureDecisions } from "./control-plane/decisions.ts";
import { measureReceipts } from "./control-plane/receipts.ts";
import { measureRevocations } from "./control-plane/revocations.ts";

/** Identity, policy, receipts and revocation, each beside what a user could pick instead. */
export const run: Benchmark = async ({ quick, progress }) => {
  progress("policy decisions");
  const decisions = await measureDecisions(quick ? 200 : 3000);
  progress("delegation chains");
  const chains = await measureChains(quick ? 50 : 1000);
  progress("receipts");
  const receipts = await measureReceipts(quick ? { rounds: 3, appends: 500 } : { rounds: 9, appends: 3000 });
  progress("revocation in another process");
  const revocation = await measureRevocations(quick ? 5 : 100);
  return {
    name: "control-plane",
    metrics: {
      decision_p50_ms: decisions.p50At5,
      decision_growth_5_to_500: decisions.growth5To500,
      chain_verify_per_s: chains.coldPerSecond,
      chain_cached_p50_us: chains.cachedP50Us,
      receipt_append_per_s: receipts.appendPerSecond,
      receipt_append_ratio_to_sign: receipts.appendToSign,
      revocation_other_process_p99_ms: revocation,
    },
    baselines: {
      cedar_plain_text_p50_ms: decisions.plainTextP50At5,
      jose_one_jwt_verify_per_s: chains.plainJwtPerSecond,
      ed25519_sign_per_s: receipts.signPerSecond,
      unsigned_sqlite_insert_per_s: receipts.unsignedInsertPerSecond,
    },
    chart: {
      title: "Durable, signed receipts beside signing alone and unsigned inserts",
      unit: "per second",
      bars: [
        { label: "Ed25519 signatures, nothing stored", value: receipts.signPerSecond, ours: false },
        { label: "signed, chained, durable receipts", value: receipts.appendPerSecond, ours: true },
        { label: "unsigned durable inserts", value: receipts.unsignedInsertPerSecond, ours: false },
      ],
    },
  };
};
