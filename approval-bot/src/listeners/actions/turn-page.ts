import { renderDetails } from "../../messages/details.ts";
import { renderNotice } from "../../messages/notice.ts";
import { readReference } from "../../messages/reference.ts";
import { readStanding } from "../../read-standing.ts";
import { openRequest } from "../../take-decision.ts";
import type { Click } from "../clicked.ts";

/** Next and Previous in the details. */
export async function turnPage({ desk, value, view, clicker, client }: Click): Promise<void> {
  if (view === undefined) return;
  const opened = await openRequest(desk, readReference(view.private_metadata), clicker);
  await client.views.update({
    view_id: view.id,
    view:
      opened.type === "refused"
        ? renderNotice("What is asked", opened.message)
        : renderDetails(await readStanding(desk.sallyport, opened.request), Number(value ?? 0)),
  });
}
