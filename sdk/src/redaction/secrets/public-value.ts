/** Right before a word for a secret: what everyone may see. */
const publicKind =
  /(?:public|foreign|primary|cache|gpg|pgp)[_. -]?$|public[_-]?key[_-]?$|badge\.svg\?$|(?:next|page|continuation|pagination)[_-]?$/i;

/** Whether the word at `start` is part of a name for what is public: `publicKey`, `NEXT_TOKEN`. */
export function isPublicKind(text: string, start: number): boolean {
  return publicKind.test(text.slice(Math.max(0, start - 13), start));
}

/** Whether the word at `start` is a part of the name of a cloud's resource: `arn:aws:secretsmanager:…:secret:…`. */
export function isInResourceName(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 128), start);
  return before.includes("arn:") && /(?<!\w)arn:(?:aws[\w-]{0,8}:[\w:./*-]{0,96})?$/.test(before);
}

/** What ends the name of something that describes a secret, and is none: `credentialsId`, `secret_name`. */
const describing =
  "ids?|name|arn|ur[il]|path|file|type|endpoint|length|count|ttl|version|ref|label|method|format|algorithm|policy|scopes?|field|prefix|encryption|mgr|manager|hint|prompt|required|enabled";
const fileTypes =
  "[ch]|cpp|cs|s?css|go|gz|html?|java|jar|[cm]?jsx?|json|kt|lock|md|php|png|py|rb|rs|rst|sh|svg|swift|tgz|toml|[cm]?tsx?|txt|whl|ya?ml|zip";
const describes = new RegExp(`^s?[_.-]?(?:${describing})$|^(?:_[a-z\\d]+){4}`, "i");

/** Whether a name that goes on like this after a word for a secret is that of something else. */
export function describesSecret(rest: string): boolean {
  return describes.test(rest);
}

/** Whether a name goes on to that of a file: `token.css`, `openai-1.2.tar.gz`. */
export function isFileName(rest: string): boolean {
  return fileName.test(rest);
}

const fileName = new RegExp(`^[\\w.-]{0,24}\\.(?:${fileTypes})$`, "i");

/** What ends the name of a variable that holds something random and public. */
const publicVariable = new RegExp(
  `(?:SHA\\d*|HASH|COMMIT|DIGEST|CHECKSUM|SUM|PUBLIC|CERT|DIR|DATA|IMAGE|TAG|UUID|FINGERPRINT|ETAG|INTEGRITY|CURSOR|${describing})$`,
  "i",
);

/** Whether a variable of the environment is named for something that everyone may see. */
export function namesPublicVariable(name: string): boolean {
  return publicVariable.test(name);
}

/**
 * Whether the form of a value, or what stands right before it, says that it is public: an identifier, a public key, an
 * object of a version control system, a digest.
 */
export function isCalledPublic(text: string, start: number, value: string): boolean {
  const before = text.slice(Math.max(0, start - 64), start);
  if (identifierBefore.test(before) || publicForm.test(value)) return true;
  if (uuid.test(value) && (entityBefore.test(before) || /[\\"]\{$/.test(before))) return true;
  return isCalledDigest(text, start, value);
}

/** Whether a value is called an object of a version control system, or a digest, and looks like one of that name. */
export function isCalledDigest(text: string, start: number, value: string): boolean {
  const before = text.slice(Math.max(0, start - 64), start);
  if (objectName.test(value) && objectBefore.test(before)) return true;
  const digest = digestBefore.exec(before);
  if (digest === null) return false;
  const bits = digest[1] ?? digest[2];
  return isDigest(value, bits === undefined ? Object.values(digestBytes) : [digestBytes[bits] ?? 0]);
}

const signs = `["'\`\\s:=(){}<>[\\]@,#\\\\]{0,8}$`;
const identifierBefore = new RegExp(
  `(?:(?:^|[^A-Za-z])(?:[Ii][Dd]|UUID|GUID|uuid|guid|public|boundary|[Ss]erial(?: ?number)?)|[a-z\\d](?:ID|I[dD]|UUID|Uuid|GUID|Guid|Serial)|ssh-\\w{3,8}|nistp\\d+|recv-keys|using \\w{3} key)${signs}|v\\d[\\w.]{0,12}-$`,
);
/** Ranges of revisions, advisories, objects of AWS and of Kubernetes; public keys and certificates (RFC 4253, RFC 5280). */
const publicForm =
  /^(?:(?:[\da-f]{7,64}\.{2,3}[\da-f]{7,64}|[\da-f]{40}-[\da-f]{40}|GHSA(?:-[a-z\d]{4}){3}|[a-z]{1,12}-[\da-f]{17}|[a-z][a-z\d-]{0,64}-[\da-f]{8,10}-[bcdfghj-np-tv-xz2456789]{5})$|AAAA(?:[BC]3NzaC1|E2VjZHNh)|n?MI[\w+/]{2,8}(?:A0GCSqGSIb3DQEBAQUAA4|ANBgkqhkiG9w0BAQEFAAOC)|MII[\w+/]{3}CC[\w+/]{3}gAwIBAgI)/;
const objectName = /^[\da-f]{7,64}$/i;
/** Also the name of what is used at a revision: `actions/checkout@…`. */
const objectBefore = new RegExp(
  `(?:commits?|revision|version|checked out|(?:^|[^a-z])(?:rev|ref(?:erence)?|tree|parent|object|index|(?:git)?head|tag|checkout|pick|fixes))${signs}|\\w/[\\w./-]{1,40}@$`,
  "i",
);
const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
const entityBefore =
  /(?:^|[^A-Za-z])(?:request|correlation|trace|span|job|run|user|tenant|device|message|event|transaction|instance|subscription)s?[ :=#"'(/]{1,3}$/i;
const digestBefore = new RegExp(
  `(?:sha-?(\\d{1,3})[-:=]?|md(5)|h1:|integrity|checksum|digest|hash|e-?tag|fingerprint|thumbprint)(?: ?\\([^()\n]{1,40}\\) = $|${signs})`,
  "i",
);
/** By what ends a digest's name, its length (RFC 1321, FIPS 180-4). */
const digestBytes: Readonly<Record<string, number>> = { 5: 16, 1: 20, 224: 28, 256: 32, 384: 48, 512: 64 };

/** Hexadecimal or Base64 of so many bytes. */
function isDigest(value: string, lengths: readonly number[]): boolean {
  // Yarn puts its cache's version before it.
  const digits = value.replace(/^\d+c\d\/|=+$/g, "");
  const isHex = /^[\da-f]+$/i.test(digits);
  return lengths.some((bytes) => digits.length === (isHex ? 2 * bytes : Math.ceil((4 * bytes) / 3)));
}
