import type { ServerResponse } from "node:http";
import type { Clock, Storage } from "@sallyport/sdk";
import type { Logger as BoltLogger, HTTPReceiverOptions } from "@slack/bolt";
import { clientOptions } from "../client-options.ts";
import type { BotConfig, OAuth } from "../config.ts";
import type { Installations } from "./installations.ts";
import { openStates } from "./states.ts";

/** What manifest.json asks for. */
export const scopes = [
  ..."chat:write commands users:read im:write channels:read groups:read channels:history groups:history".split(
    " ",
  ),
];

/** `/slack/install` and `/slack/oauth_redirect`: how a workspace's administrator installs the app. */
export function installRoutes(options: {
  readonly config: BotConfig;
  readonly oauth: OAuth;
  readonly installations: Installations;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly logger: BoltLogger;
}): Partial<HTTPReceiverOptions> {
  const { config, oauth, installations, storage, clock, logger } = options;
  const install = { scopes, redirectUri: oauth.redirectUrl };
  return {
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    scopes,
    redirectUri: oauth.redirectUrl,
    installationStore: installations,
    installerOptions: {
      redirectUriPath: "/slack/oauth_redirect",
      directInstall: true,
      stateStore: openStates({ storage, install, clock }),
      clientOptions: clientOptions(config.SLACK_API_URL, logger),
      callbackOptions: {
        success: (_installation, _options, _request, response) =>
          end(response, 200, "Sallyport is installed. You can close this page."),
        failure: (error, _options, _request, response) => {
          logger.error(`an installation failed: ${error.code}`);
          end(response, 400, "Sallyport was not installed. Begin again at /slack/install, in this browser.");
        },
      },
    },
  };
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}
