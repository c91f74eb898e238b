import type { Detector, Finding } from "./detector.ts";

const url = String.raw`(?:https?:)?\/\/[^\s()<>"'\]]{1,300}`;
const slot = String.raw`(?:\{\{?[^{}\n]{0,80}\}\}?|\[[A-Za-z][^\]\n]{1,80}\]|<[A-Za-z][^<>\n]{1,80}>|\$\{[^}\n]{1,80}\}|%s\b|%7B[^\s%]{0,60}%7D|(?:INSERT|YOUR|THE|ENCODED|BASE64)_[A-Z_]{2,40})`;
const link = new RegExp(
  String.raw`!\[[^\]\n]{0,200}\]\(\s{0,4}${url}[?&=/]${slot}|<img\b[^>\n]{0,200}\bsrc\s{0,2}=\s{0,2}["']?${url}[?&=/]${slot}`,
  "gi",
);

/** Images and links with a slot for data in their address: fetching one sends the data away. */
export const dataCarryingLink: Detector = {
  id: "data-carrying-link",
  version: 1,
  message: "Holds an image whose address has a slot for data: showing it would send the data away.",
  owasp: "LLM02",
  find({ raw, concealed }) {
    return [raw, ...concealed].flatMap(({ view }) =>
      Array.from(view.text.matchAll(link), (match): Finding => {
        return { view, start: match.index, end: match.index + match[0].length, score: 0.6 };
      }).slice(0, 64),
    );
  },
};
