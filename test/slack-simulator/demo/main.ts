import { styleText } from "node:util";
import { openDemo } from "./open-demo.ts";

/** The agent of the story waits for people, and whoever sits at the browser is the people. */
const demo = await openDemo({ port: Number(process.env.PORT ?? 4321) });
console.log(`
   Be the approver: ${styleText("bold", demo.page.url)}

   Pick who you are at the top right. The refund over 1,000.00 needs two of finance: be tomas, then owen.
   priya is asked about the changed contacts, and finds the quarantined documents in Home.
   maya asked for it and cannot approve it; guests and strangers cannot either. Ctrl-C ends the demo.
`);
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    void demo.close().then(() => process.exit(0));
  });
