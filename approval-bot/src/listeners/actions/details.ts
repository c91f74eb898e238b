import { renderDetails } from "../../messages/details.ts";
import { renderNotice } from "../../messages/notice.ts";
import { readReference } from "../../messages/reference.ts";
import { openRequest } from "../../take-decision.ts";
import type { Click } from "../clicked.ts";
import { readStanding } from "../read-standing.ts";

/** Details on a card: all of the request, for those who may be asked. */
export async function details({ desk, value, clicker, client, trigger }: Click): Promise<void> {
  const { view } = await client.views.open({
    trigger_id: trigger,
    view: renderNotice("What is asked", "One moment…"),
  });
  const opened = await openRequest(desk, readReference(value), clicker);
  await client.views.update({
    view_id: view?.id ?? "",
    view:
      opened.type === "refused"
        ? renderNotice("What is asked", opened.message)
        : renderDetails(await readStanding(desk, opened.request), 0),
  });
}
