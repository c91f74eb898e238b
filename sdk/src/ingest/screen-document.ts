import type { ExtendedScreener, Screener, Screening } from "../screening/index.ts";

export interface DocumentScreening {
  readonly document: Screening;
  readonly chunks: readonly Screening[];
}

/**
 * Screens the whole document, what people don't see included, and each chunk by itself: an attack may need the
 * whole to show, or drown in it. The worst of them is the document's.
 */
export async function screenDocument(
  screener: Screener | ExtendedScreener,
  screened: string,
  chunks: readonly string[],
  trusted: boolean,
): Promise<DocumentScreening> {
  const screen = async (text: string): Promise<Screening> =>
    screener.screen(text, { place: "ingest", trusted });
  const whole = await screen(screened);
  const parts: Screening[] = [];
  for (const chunk of chunks) parts.push(await screen(chunk));
  return { document: [whole, ...parts].reduce(worse), chunks: parts };
}

function worse(a: Screening, b: Screening): Screening {
  const order = ["clean", "suspicious", "quarantined"];
  return order.indexOf(b.verdict) > order.indexOf(a.verdict) ? b : a;
}
