import type { AddCommand } from "../command.ts";
import { addAgentsCommand } from "./agents.ts";
import { addApprovalsCommands } from "./approvals.ts";
import { addCanCommand } from "./can.ts";
import { addConnectorsCommand } from "./connectors.ts";
import { addDevTokenCommand } from "./dev-token.ts";
import { addDrillCommands } from "./drill.ts";
import { addGateCommands } from "./gate.ts";
import { addIngestCommand } from "./ingest.ts";
import { addLabelsCommand } from "./labels.ts";
import { addLinkSlackCommand } from "./link-slack.ts";
import { addPolicyCommands } from "./policy.ts";
import { addReceiptsCommands } from "./receipts.ts";
import { addRedactCommand } from "./redact.ts";
import { addReleaseCommand } from "./release.ts";
import { addRevocationsCommand } from "./revocations.ts";
import { addRevokeCommand } from "./revoke.ts";
import { addScreenCommand } from "./screen.ts";
import { addSearchCommand } from "./search.ts";
import { addTagCommand } from "./tag.ts";
import { addToolsCommands } from "./tools.ts";
import { addTraceCommand } from "./trace.ts";
import { addUnrevokeCommand } from "./unrevoke.ts";
import { addWhoCanReadCommand } from "./who-can-read.ts";
import { addWhyCommand } from "./why.ts";

interface CommandGroup {
  readonly heading: string;
  readonly commands: readonly AddCommand[];
}

/** In the order of `--help`. */
export const commandGroups: readonly CommandGroup[] = [
  {
    heading: "Documents:",
    commands: [
      addIngestCommand,
      addLabelsCommand,
      addTagCommand,
      addReleaseCommand,
      addScreenCommand,
      addRedactCommand,
    ],
  },
  { heading: "Reading:", commands: [addSearchCommand, addCanCommand, addWhoCanReadCommand] },
  {
    heading: "Acting:",
    commands: [
      addAgentsCommand,
      addConnectorsCommand,
      addToolsCommands,
      addGateCommands,
      addApprovalsCommands,
      addLinkSlackCommand,
      addPolicyCommands,
      addDevTokenCommand,
    ],
  },
  {
    heading: "Stopping:",
    commands: [addRevokeCommand, addRevocationsCommand, addUnrevokeCommand, addDrillCommands],
  },
  { heading: "Evidence:", commands: [addReceiptsCommands, addWhyCommand, addTraceCommand] },
];
