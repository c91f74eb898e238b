/** Private keys in PEM form (RFC 7468) and their like, to their end line; where that is missing, as far as lines look like a key's. */
export function* findKeyBlocks(text: string): Generator<readonly [start: number, end: number]> {
  if (!text.includes("PRIVATE KEY") && !text.includes("Private-Lines")) return;
  for (const { 0: head, index } of text.matchAll(keyBlockHead)) {
    const bodyStart = index + head.length;
    const mark = text.indexOf("----", bodyStart);
    const tail =
      mark === -1 || mark - bodyStart > longestKey
        ? undefined
        : keyBlockEnd.exec(text.slice(mark, mark + 80))?.[0];
    const end =
      tail === undefined
        ? bodyStart + (keyLines.exec(text.slice(bodyStart, bodyStart + longestKey))?.[0].length ?? 0)
        : mark + tail.length;
    yield [index, end];
  }
  for (const { 0: head, 1: body = "", index } of text.matchAll(puttyLines))
    yield [index + head.length - body.length, index + head.length];
}

const longestKey = 16_384;
/** SSH2's (RFC 4716) have four hyphens and spaces. */
const keyBlockHead = /-----?(?: )?BEGIN [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?(?: )?----[-]?/g;
const keyBlockEnd = /^-----?(?: )?END [A-Z0-9 ]{0,32}PRIVATE KEY(?: BLOCK)?(?: )?----[-]?/;
const keyLines = /^(?:(?:\s|\\n){1,8}[A-Za-z0-9+/=:,]{8,128})*/;
const puttyLines = /Private-Lines: ?\d{1,3}((?:(?:\r?\n|\\n)[A-Za-z0-9+/=]{4,100}(?![^\s\\])){1,200})/g;
