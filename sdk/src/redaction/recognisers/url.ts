import type { Finding, Recogniser } from "../finding.ts";
import type { Scan } from "../scan.ts";
import { isTopLevelDomain } from "./domain.ts";

/** Web addresses: with a scheme (RFC 3986), `www.`, or a bare domain name whose top-level domain exists. */
export const urlRecogniser: Recogniser = { name: "url", types: ["URL"], needs: /[.:]\S/, find: findUrls };

function* findUrls({ text }: Scan): Generator<Finding> {
  for (const match of text.matchAll(withScheme)) {
    const url = withoutTrailing(match[0]);
    if (!hasHost.test(url)) continue;
    yield urlAt(match.index, url, 0.59, `scheme ${match[0].slice(0, match[0].indexOf(":"))}`);
  }
  for (const match of text.matchAll(bareDomain)) {
    const host = match[1] as string;
    const name = host.slice(host.lastIndexOf(".") + 1);
    if (/^www\.[^.]+$/i.test(host) || (match[0] === host && isCode(host, text[match.index + host.length])))
      continue;
    if (!isTopLevelDomain(name) || (fileEndings.has(name.toLowerCase()) && !/^www\./i.test(host))) continue;
    const url = withoutTrailing(match[0]);
    yield urlAt(match.index, url, /^www\./i.test(host) ? 0.58 : 0.55, "a domain name that can exist");
  }
}

/** Below the scores of other formats: an address or a number inside a URL is what matters about it. */
function urlAt(start: number, url: string, score: number, why: string): Finding {
  return {
    start,
    end: start + url.length,
    type: "URL",
    score,
    evidence: "structured",
    recogniser: "url",
    why: [why],
  };
}

/** A dot, a port, a path or a name for this machine: `http://word` is how people write about URLs. */
const hasHost =
  /:\/\/(?:[^/?#]*[\p{L}\p{N}\]]\.[\p{L}\p{N}]|localhost\b|[^/?#]+:\d|[^/?#]*[\p{L}\p{N}][^/?#]*\/|\/)/iu;
const withScheme =
  /\b(?:https?|ftps?|sftp|ssh|wss?|git|ldaps?|smb|file|[a-z][a-z0-9+.-]{1,15}):\/\/[^\s<>"'`{}|\\^\u0081]{2,2000}/gi;
// The lookbehind admits one start per run of name characters, so a long run is walked once.
const bareDomain =
  /(?<![a-z0-9@_./:\u00a1-\ud7ff-])((?:[a-z0-9\u00a1-\ud7ff](?:[a-z0-9\u00a1-\ud7ff-]{0,61}[a-z0-9\u00a1-\ud7ff])?\.){1,8}[a-z\u00a1-\ud7ff][a-z0-9\u00a1-\ud7ff-]{1,24})(?![a-z0-9@_\u00a1-\ud7ff-])(?::\d{1,5})?(?:[/?#][^\s<>"'`{}|\\^\u0081]{0,2000})?/gi;
/** Top-level domains that far more often end the name of a file, a class or a program. */
const fileEndings = new Set("bin cc config cs email java kt md mov name pl ps py rs sh so ts zip".split(" "));

/** A name that goes on with a capital ("the end.Next", `java.util.Map`, "H.No"), a call, a field. */
function isCode(host: string, next: string | undefined): boolean {
  return next === "(" || /\.\p{Lu}\p{Ll}+$|^(?:self|this)\./u.test(host);
}

/** Punctuation that ends the sentence, not the address; a closing bracket stays when it was opened inside. */
function withoutTrailing(url: string): string {
  let open = count(url, /[([]/g) - count(url, /[)\]]/g);
  let end = url.length;
  for (; end > 0; end--) {
    const last = url[end - 1] as string;
    if (/[)\]]/.test(last) && open < 0) open++;
    else if (!/[.,;:!?*_~]/.test(last)) break;
  }
  return url.slice(0, end);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
