import { readInbox } from "../../inbox/inbox.ts";
import { renderInboxModal } from "../../messages/home.ts";
import { renderNotice } from "../../messages/notice.ts";
import type { Click } from "../clicked.ts";

/** Next and Previous in Home, or in the list that /approvals opened. */
export async function turnInbox({ desk, value, view, clicker, client }: Click): Promise<void> {
  const page = Number(value ?? 0);
  if (view?.type === "home") {
    await desk.homes.open(clicker.user, page);
    desk.wake();
    return;
  }
  const person = await desk.approvers.identify(clicker);
  await client.views.update({
    view_id: view?.id ?? "",
    view:
      person.type === "refused"
        ? renderNotice("Approvals", person.message)
        : renderInboxModal(await readInbox(desk.sallyport, person, { now: desk.clock(), page })),
  });
}
