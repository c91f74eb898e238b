/**
 * JSON Web Tokens (RFC 7519), each with where it starts and ends. Looked for from the dot after the header: what begins
 * like a header a thousand times and never comes to a dot would be read a thousand times over.
 */
export function* findWebTokens(text: string): Generator<readonly [start: number, end: number]> {
  let from = 0;
  for (const { 0: rest, 1: header = "", index } of text.matchAll(afterHeader)) {
    const start = index - header.length;
    if (start < from) continue;
    from = index + rest.length;
    yield [start, from];
  }
}

const afterHeader = /\.(?<=(?<![A-Za-z0-9])(eyJ[\w/+-]{8,2000})\.)[\w/+-]{2,8000}(?:\.[\w/+=-]{0,4000})?/g;
