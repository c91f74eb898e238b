import type { Domain } from "../domain.ts";
import { banking } from "./banking.ts";
import { billing } from "./billing.ts";
import { calendar } from "./calendar.ts";
import { chat } from "./chat.ts";
import { cloud } from "./cloud.ts";
import { code } from "./code.ts";
import { crm } from "./crm.ts";
import { errands } from "./errands.ts";
import { files } from "./files.ts";
import { hr } from "./hr.ts";
import { mail } from "./mail.ts";
import { procurement } from "./procurement.ts";
import { team } from "./team.ts";
import { travel } from "./travel.ts";
import { workspace } from "./workspace.ts";

export const domains: readonly Domain[] = [
  ...[billing, calendar, chat, cloud, code],
  ...[crm, files, hr, mail, procurement],
  // In the shape of the public suites: plain registrations, decimals, dates with times, people's own words.
  ...[banking, errands, team, travel, workspace],
];
