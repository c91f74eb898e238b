import type { Context } from "@slack/bolt";
import { deskOf } from "../../desk.ts";

interface HomeOpened {
  readonly event: { readonly user: string; readonly tab?: string };
  readonly context: Context;
}

/** Somebody looks at the app's Home: it is drawn, and kept true from now on. */
export async function openHome({ event, context }: HomeOpened): Promise<void> {
  if (event.tab !== "home") return;
  const { homes, wake } = deskOf(context);
  await homes.open(event.user);
  wake();
}
