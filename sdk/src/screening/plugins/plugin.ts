import type { ScreeningPlace } from "../screening.ts";

/** What a plug-in says about a text. */
export interface PluginOpinion {
  /** 0 to 1: how surely this is an attack. */
  readonly score: number;
  /** Where in the text, when it knows; else the whole text. */
  readonly start?: number;
  readonly end?: number;
}

/**
 * A screener from outside: a transformer, a judge model, a service. It may be slow and may fail; what happens then
 * is decided by whoever asks, never by the plug-in.
 */
export interface ScreeningPlugin {
  readonly id: string;
  readonly version: string;
  /** One sentence for people, shown when the plug-in speaks up. */
  readonly message: string;
  /** Rejects when it has no opinion. Must stop when `signal` aborts. */
  judge(
    text: string,
    options: { readonly place: ScreeningPlace; readonly signal: AbortSignal },
  ): Promise<PluginOpinion>;
}
