import type { Domain } from "../domain.ts";
import { billing } from "./billing.ts";
import { calendar } from "./calendar.ts";
import { chat } from "./chat.ts";
import { cloud } from "./cloud.ts";
import { code } from "./code.ts";
import { crm } from "./crm.ts";
import { files } from "./files.ts";
import { hr } from "./hr.ts";
import { mail } from "./mail.ts";
import { procurement } from "./procurement.ts";

export const domains: readonly Domain[] = [
  ...[billing, calendar, chat, cloud, code],
  ...[crm, files, hr, mail, procurement],
];
