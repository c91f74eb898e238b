import type { Chain, Scopes } from "./delegation.ts";
import { scopesType } from "./hop.ts";

/** RFC 9396 §2: an object with a `type`, here ours, and `actions` in the meaning that §2.2 gives it. */
export type AuthorizationDetail = { readonly type: typeof scopesType } & Required<Scopes>;

/** What is left of the human's authority at the end of the chain, as RFC 9396 `authorization_details`. */
export function exportAuthorizationDetails(chain: Chain): readonly [AuthorizationDetail] {
  return [{ type: scopesType, ...chain.scopes }];
}
