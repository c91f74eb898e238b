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
    for (const pattern of [separated, announced]) {
      for (const { 0: written, 1: address = written, index } of text.matchAll(pattern)) {
        if (/^[0f:.-]+$/i.test(address)) continue; // broadcast and "none"
        const end = index + written.length;
        yield {
          start: end - address.length,
          end,
          type: "MAC",
          score: 0.85,
          evidence: "structured",
          recogniser: "mac",
          why: ["48 bits in octets"],
        } satisfies Finding;
      }
    }
  },
};

/** In a file's name, a joint may come before it and an extension behind. */
const [before, behind] = ["(?<![^\\W_]|[:.-])", "(?![^\\W_]|[:-]|\\.(?:\\d(?![a-z])|[\\da-f]{4}(?!\\w)))"];
const octet = "[\\da-f]{2}";
const separated = new RegExp(
  `${before}(?:${octet}(?:(?::${octet}){5}|(?:-${octet}){5})|[\\da-f]{4}\\.[\\da-f]{4}\\.[\\da-f]{4})${behind}`,
  "gi",
);
const announced = new RegExp(
  `(?<![a-z])(?:mac|bssid|hw_?addr|ether(?:net)?|hardware|physical)(?:[ _-]?addr(?:ess)?)?["']?(?: is)?[ :=]{1,3}["']?([\\da-f]{12}|(?:[\\da-f]{1,2}:){5}[\\da-f]{1,2})${behind}`,
  "gi",
);
