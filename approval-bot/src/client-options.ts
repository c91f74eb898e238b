import type { Logger, webApi } from "@slack/bolt";

/**
 * Bolt's client without its own retries: they repeat a post whose answer was lost, so that it appears twice,
 * and on a limit they hold up every other call. The outbox tries again, and knows what it does.
 */
export function clientOptions(slackApiUrl: string, logger: Logger): webApi.WebClientOptions {
  return {
    slackApiUrl,
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
    allowAbsoluteUrls: false,
  };
}
