import type { Finding, Recogniser } from "../finding.ts";

/** Hardware addresses (IEEE 802): six octets with one separator throughout, or Cisco's three groups. */
export const macRecogniser: Recogniser = {
  name: "mac",
  types: ["MAC"],
  needs: /[0-9a-f][:.-][0-9a-f]/i,
  *find({ text }) {
    for (const { 0: address, index } of text.matchAll(candidate)) {
      if (/^[0f:.-]+$/i.test(address)) continue; // broadcast and "none"
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

const candidate =
  /(?<![\w:.-])(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})(?![\w:-]|\.\w)/gi;
