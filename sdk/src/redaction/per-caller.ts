import type { Principal } from "../identity/index.ts";
import type { RedactionPolicy } from "./policy.ts";
import type { RedactionOptions } from "./redaction.ts";

/** Recipients are few; somebody who makes them up at run time must not fill the memory. */
const mostRemembered = 200;

const nobody = {};

/**
 * What `make` works out from the policy's answers, remembered for each reader, sink, classification and recipient as
 * long as the policy keeps its revision. A policy without one is asked for every call.
 */
export function perCaller<T>(
  policy: RedactionPolicy,
  make: (options: RedactionOptions) => T,
): (options: RedactionOptions) => T {
  let revision = policy.revision;
  let remembered = new WeakMap<Principal | typeof nobody, Map<string, T>>();

  return (options) => {
    if (policy.revision === undefined) return make(options);
    if (policy.revision !== revision) {
      revision = policy.revision;
      remembered = new WeakMap();
    }
    const { sink, reader = nobody, classification = "", recipient } = options;
    let ofReader = remembered.get(reader);
    if (ofReader === undefined || ofReader.size >= mostRemembered) {
      ofReader = new Map();
      remembered.set(reader, ofReader);
    }
    const key =
      recipient === undefined ? `${sink} ${classification}` : `${sink} ${classification} ${recipient}`;
    let made = ofReader.get(key);
    if (made === undefined) {
      made = make(options);
      ofReader.set(key, made);
    }
    return made;
  };
}
