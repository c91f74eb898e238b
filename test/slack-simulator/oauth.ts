import { randomBytes } from "node:crypto";
import type { SimulatedApp, SimulatedWorkspace } from "./workspace.ts";

/** An administrator has looked at what the app asks for and agreed: Slack sends their browser back with this code. */
export function agreeToInstall(workspace: SimulatedWorkspace, redirectUri: string): string {
  const code = randomBytes(12).toString("hex");
  workspace.app.codes.set(code, { workspace, redirectUri });
  return code;
}

/** `oauth.v2.access`: a token for a code; each code once, and only with the app's own secret. */
export function exchangeCode(app: SimulatedApp, args: Readonly<Record<string, unknown>>): object {
  if (args.client_id !== app.clientId) return { ok: false, error: "invalid_client_id" };
  if (args.client_secret !== app.clientSecret) return { ok: false, error: "bad_client_secret" };
  const agreed = app.codes.get(String(args.code));
  app.codes.delete(String(args.code));
  if (agreed === undefined) return { ok: false, error: "invalid_code" };
  if (agreed.redirectUri !== args.redirect_uri) return { ok: false, error: "bad_redirect_uri" };
  const { workspace } = agreed;
  return {
    ok: true,
    app_id: app.id,
    token_type: "bot",
    scope: "chat:write",
    access_token: workspace.botToken,
    bot_user_id: workspace.botUser,
    team: { id: workspace.team, name: workspace.team },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: "U0ADMIN01" },
  };
}
