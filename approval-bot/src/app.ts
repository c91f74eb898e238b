#!/usr/bin/env node
/** Until the Slack listeners are here, the bot says plainly what it is and how approvals work today. */
const message = `Sallyport approval bot 0.1.0

Slack approvals are not in this version yet. What works today:

  npm run demo                                 approve and deny on the terminal
  npm run sallyport -- approvals list          what is waiting
  npm run sallyport -- approvals decide ID     show the card, then approve or deny

Every decision is signed by the channel that took it, and the gate verifies the signature, so moving
from the terminal to Slack changes no policy and no tool.`;

console.log(message);
