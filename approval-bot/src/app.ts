#!/usr/bin/env node
import { join } from "node:path";
import { openSigningKey } from "@sallyport/sdk";

/**
 * The shell of the Slack app: it makes the bot's own signing key and says how approvals work until the Slack
 * listeners are here. The key is what makes the bot an approval channel, whatever carries the clicks.
 */
const home = process.argv[2] ?? ".sallyport-bot";
const { publicKey } = openSigningKey(join(home, "keys", "approval-bot.json"));

console.log(`Sallyport approval bot 0.1.0

The Slack listeners are not in this version yet. This bot's signing key is ready in ${home}/keys.
Give its public half to the gate, which then believes decisions that the bot signs:

  openSallyport({ …, approvalChannels: [${JSON.stringify(publicKey)}] })

Approvals that work today:

  npm run demo                                             approve and deny in a story
  npm run sallyport -- approvals list                      what is waiting
  npm run sallyport -- approvals decide ID --as PERSON     the card, then yes or a reason to deny`);
