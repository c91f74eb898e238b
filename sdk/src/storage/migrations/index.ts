import type { Migration } from "kysely";
import * as initial from "./0001-initial.ts";
import * as revocationTenant from "./0010-revocation-tenant.ts";
import * as ledger from "./0030-ledger.ts";
import * as documentRevisions from "./0040-document-revisions.ts";
import * as labelRevisions from "./0041-label-revisions.ts";
import * as vault from "./0060-vault.ts";
import * as executionLease from "./0070-execution-lease.ts";
import * as actions from "./0071-actions.ts";
import * as usageWindows from "./0072-usage-windows.ts";
import * as connector from "./0073-connector.ts";
import * as approvalTimers from "./0074-approval-timers.ts";
import * as slack from "./0090-slack.ts";
import * as resumableRuns from "./0100-resumable-runs.ts";
import * as sessionSourceText from "./0101-session-source-text.ts";
import * as slackApp from "./0120-slack-app.ts";
import * as slackInstallation from "./0121-slack-installation.ts";
import * as slackMessageIndex from "./0122-slack-message-index.ts";
import * as indexSnapshot from "./0130-index-snapshot.ts";
import * as approvalAgent from "./0150-approval-agent.ts";
import * as vaultNumber from "./0180-vault-number.ts";
import * as slackUnfinished from "./0200-slack-unfinished.ts";
import * as approvalSeal from "./0210-approval-seal.ts";

/** In order; a migration that has been released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-initial": initial,
  "0010-revocation-tenant": revocationTenant,
  "0030-ledger": ledger,
  "0040-document-revisions": documentRevisions,
  "0041-label-revisions": labelRevisions,
  "0060-vault": vault,
  "0070-execution-lease": executionLease,
  "0071-actions": actions,
  "0072-usage-windows": usageWindows,
  "0073-connector": connector,
  "0074-approval-timers": approvalTimers,
  "0090-slack": slack,
  "0100-resumable-runs": resumableRuns,
  "0101-session-source-text": sessionSourceText,
  "0120-slack-app": slackApp,
  "0121-slack-installation": slackInstallation,
  "0122-slack-message-index": slackMessageIndex,
  "0130-index-snapshot": indexSnapshot,
  "0150-approval-agent": approvalAgent,
  "0180-vault-number": vaultNumber,
  "0200-slack-unfinished": slackUnfinished,
  "0210-approval-seal": approvalSeal,
};
