/** Right before a word for a secret: what everyone may see. */
const publicKind =
  /(?:public|foreign|primary|cache|gpg|pgp)[_. -]?$|(?:next|page|continuation|pagination)[_-]?$/i;

/** Whether the word at `start` is part of a name for what is public: `publicKey`, `NEXT_TOKEN`. */
export function isPublicKind(text: string, start: number): boolean {
  return publicKind.test(text.slice(Math.max(0, start - 13), start));
}

/** Whether the word at `start` is a part of the name of a cloud's resource: `arn:aws:secretsmanager:…:secret:…`. */
export function isInResourceName(text: string, start: number): boolean {
  return /(?<!\w)arn:(?:aws[\w-]{0,8}:[\w:./*-]{0,96})?$/.test(text.slice(Math.max(0, start - 128), start));
}

/** What ends the name of something that describes a secret, and is none: `credentialsId`, `secret_name`. */
const describing =
  "ids?|name|arn|ur[il]|path|file|type|endpoint|length|count|ttl|version|ref|label|method|format|algorithm|policy|scopes?|field|prefix|encryption|mgr|manager|hint|prompt|required|enabled";
const describes = new RegExp(
  `^s?[_.-]?(?:${describing})$|^\\.(?:[ch]|py|[jt]s|md|rst|txt|html?)$|^(?:_[a-z\\d]+){4}`,
  "i",
);

/** Whether a name that goes on like this after a word for a secret is that of something else. */
export function describesSecret(rest: string): boolean {
  return describes.test(rest);
}

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
 * Whether what stands right before a value says that it is public, and the value looks like it: an identifier, an
 * object of a version control system, a digest of the length that its name says.
 */
export function isCalledPublic(text: string, start: number, value: string): boolean {
  const before = text.slice(Math.max(0, start - 48), start);
  if (identifierBefore.test(before) || revisions.test(value)) return true;
  if (objectName.test(value) && objectBefore.test(before)) return true;
  const digest = digestBefore.exec(before);
  if (digest === null) return false;
  const bits = digest[1] ?? digest[2];
  return isDigest(value, bits === undefined ? Object.values(digestBytes) : [digestBytes[bits] ?? 0]);
}

const signs = `["'\`\\s:=(){}<>[\\]@,#\\\\]{0,8}$`;
const identifierBefore = new RegExp(
  `(?:(?:^|[^A-Za-z])(?:[Ii][Dd]|UUID|GUID|uuid|guid|[Vv]ersion|public|boundary|[Ss]erial(?: ?number)?)|[a-z\\d](?:ID|I[dD]|UUID|Uuid|GUID|Guid|Version|Serial)|ssh-\\w{3,8}|nistp\\d+|recv-keys|using \\w{3} key)${signs}|v\\d[\\w.]{0,12}-$`,
);
const revisions = /^(?:[\da-f]{7,64}\.{2,3}[\da-f]{7,64}|[\da-f]{40}-[\da-f]{40})$/;
const objectName = /^[\da-f]{7,64}$/i;
/** Also the name of what is used at a revision: `actions/checkout@…`. */
const objectBefore = new RegExp(
  `(?:commits?|revision|(?:^|[^a-z])(?:rev|tree|parent|object|index|(?:git)?head|tag))${signs}|\\w/[\\w./-]{1,40}@$`,
  "i",
);
const digestBefore = new RegExp(
  `(?:sha-?(\\d{1,3})[-:=]?|md(5)|h1:|integrity|checksum|digest|hash|e-?tag|fingerprint|thumbprint)${signs}`,
  "i",
);
/** By what ends a digest's name, its length (RFC 1321, FIPS 180-4). */
const digestBytes: Readonly<Record<string, number>> = { 5: 16, 1: 20, 224: 28, 256: 32, 384: 48, 512: 64 };

/** Hexadecimal or Base64 of so many bytes. */
function isDigest(value: string, lengths: readonly number[]): boolean {
  const { length } = value.replace(/=+$/, "");
  const isHex = /^[\da-f]+$/i.test(value);
  return lengths.some((bytes) => length === (isHex ? 2 * bytes : Math.ceil((4 * bytes) / 3)));
}
