import type { Desk } from "../../desk.ts";

/** Somebody looks at the app's Home: it is drawn, and kept true from now on. */
export function openHome({ homes, wake }: Desk) {
  return async ({ event }: { readonly event: { readonly user: string; readonly tab?: string } }) => {
    if (event.tab !== "home") return;
    await homes.open(event.user);
    wake();
  };
}
