import { join } from "node:path";
import { createSeal } from "../../../sdk/src/approvals/seal.ts";
import { openSigningKey } from "../../../sdk/src/crypto/index.ts";

/** A request as the house itself would have stored it. */
export function sealRequest(home: string, request: object) {
  const seal = createSeal(openSigningKey(join(home, "keys", "control-plane.json")));
  const request_json = JSON.stringify(request);
  return { request_json, seal: seal(request_json) };
}
