import type { Screener, Screening } from "../screening/index.ts";

export interface DocumentScreening {
  readonly document: Screening;
  readonly chunks: readonly Screening[];
}

/**
 * Screens the whole document, what people don't see included, and each chunk by itself: an attack may need the
 * whole to show, or drown in it. The worst of them is the document's.
 */
export function screenDocument(
  screener: Screener,
  screened: string,
  chunks: readonly string[],
  trusted: boolean,
): DocumentScreening {
  const screen = (text: string) => screener.screen(text, { place: "ingest", trusted });
  const whole = screen(screened);
  const parts = chunks.map(screen);
  return { document: [whole, ...parts].reduce(worse), chunks: parts };
}

function worse(a: Screening, b: Screening): Screening {
  const order = ["clean", "suspicious", "quarantined"];
  return order.indexOf(b.verdict) > order.indexOf(a.verdict) ? b : a;
}
