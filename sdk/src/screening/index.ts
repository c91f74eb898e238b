export { createScreener } from "./screener.ts";
export type { Screener, Screening, ScreeningPlace, ScreeningReason, Verdict } from "./screening.ts";
