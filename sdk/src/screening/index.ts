export {
  type ConversationReason,
  type ConversationScreening,
  screenConversation,
  type Turn,
} from "./conversation/screen-conversation.ts";
export { checkCorpusDuplicates, type DuplicateOptions } from "./corpus/duplicates.ts";
export { type CorpusFinding, type Passage, passageSource, withCorpusFindings } from "./corpus/passage.ts";
export { type GuardedRanking, guardRanking, type RankingLimits } from "./corpus/ranking.ts";
export { checkCorpusClusters, checkCorpusHubs, type EmbeddedPassage } from "./corpus/vectors.ts";
export { type DetectorDescription, listDetectors } from "./list-detectors.ts";
export type {
  ExtendedScreener,
  ExtendedScreening,
  ScreeningSink,
} from "./plugins/extended-screener.ts";
export { createJudgePlugin, type JudgeOptions } from "./plugins/judge-plugin.ts";
export type { PluginOpinion, ScreeningPlugin } from "./plugins/plugin.ts";
export {
  createTransformerPlugin,
  type ScreeningErrorCode,
  type TextClassifier,
  type TransformerOptions,
} from "./plugins/transformer-plugin.ts";
export { createScreener, type ScreenerOptions } from "./screener.ts";
export type { Screener, Screening, ScreeningPlace, ScreeningReason, Verdict } from "./screening.ts";
