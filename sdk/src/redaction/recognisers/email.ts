import type { Finding, Recogniser } from "../finding.ts";
import type { Scan } from "../scan.ts";
import { isTopLevelDomain } from "./domain.ts";

/** `local@domain` (RFC 5321 lengths, RFC 6531 letters) whose top-level domain exists, or an address literal. */
export const emailRecogniser: Recogniser = { name: "email", types: ["EMAIL"], find: findEmails };

function* findEmails({ text }: Scan): Generator<Finding> {
  let from = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const local = localPart.exec(text.slice(Math.max(from, at - 64), at))?.[0];
    if (local === undefined) continue;
    const domain = domainPart.exec(text.slice(at + 1, at + 256))?.[0];
    if (domain === undefined || !isMailDomain(domain)) continue;
    if (local === "git" && text[at + 1 + domain.length] === ":") continue; // git@host:path is a remote, not a person
    if (userinfo.test(text.slice(Math.max(0, at - local.length - 160), at - local.length))) continue;
    from = at + 1 + domain.length;
    yield {
      start: at - local.length,
      end: from,
      type: "EMAIL",
      score: 0.95,
      evidence: "structured",
      recogniser: "email",
      why: ["an address with a top-level domain that exists"],
    };
  }
}

// Each is tried on at most 256 characters, so backtracking is bounded.
const localPart =
  /(?:"[^"\s@]{1,62}"|[\p{L}\p{N}_!#$%&'*+/=?^`{|}~-]+(?:\.[\p{L}\p{N}_!#$%&'*+/=?^`{|}~-]+)*)$/u;
const domainPart =
  /^(?:\[[\d.]{7,15}\]|(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]*)/u;

/** `scheme://user:` before it: then this is a password and a host. */
const userinfo = /:\/\/[^\s/@]*:$/;

function isMailDomain(domain: string): boolean {
  return domain.startsWith("[") || isTopLevelDomain(domain.slice(domain.lastIndexOf(".") + 1));
}
