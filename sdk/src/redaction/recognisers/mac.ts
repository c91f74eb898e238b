import { wordBefore } from "../context.ts";
import type { Finding, Recogniser } from "../finding.ts";

/**
 * Hardware addresses (IEEE 802): six octets with one separator throughout, or Cisco's three groups; without separators
 * or leading zeros beside a word like "mac".
 */
export const macRecogniser: Recogniser = {
  name: "mac",
  types: ["MAC"],
  needs: /[0-9a-f][:.-][0-9a-f]|[0-9a-f]{12}/i,
  *find({ text }) {
    for (const { 0: address, 2: announced, index } of text.matchAll(candidate)) {
      if (/^[0f:.-]+$/i.test(address)) continue; // broadcast and "none"
      if (announced !== undefined && wordBefore(text, index, words, 24) === undefined) continue;
      yield {
        start: index,
        end: index + address.length,
        type: "MAC",
        score: 0.85,
        evidence: "structured",
        recogniser: "mac",
        why: ["48 bits in octets"],
      } satisfies Finding;
    }
  },
};

// In a file's name, a joint may come before it and an extension behind.
const candidate =
  /(?<![^\W_]|[:.-])(?:[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}|[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}|([\da-f]{12}|(?:[\da-f]{1,2}:){5}[\da-f]{1,2}))(?![^\W_]|[:-]|\.(?:\d(?![a-z])|[\da-f]{4}(?!\w)))/gi;
const words =
  /(?<![a-z])(?:mac|bssid|hw_?addr|ether(?:net)?|hardware|physical)(?:[ _-]?addr(?:ess)?)?["']?(?: is)?[ :=]{0,3}["']?$/i;
