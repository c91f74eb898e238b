import { renderDetails } from "../../messages/details.ts";
import { renderNotice } from "../../messages/notice.ts";
import { readReference } from "../../messages/reference.ts";
import { readStanding } from "../../read-standing.ts";
import { openRequest } from "../../take-decision.ts";
import { type Click, openModal } from "../clicked.ts";

/** Details on a card, Open in an inbox: all of the request, for those who may be asked. */
export function details(click: Click): Promise<void> {
  const { desk, value, clicker } = click;
  return openModal(click, "What is asked", async () => {
    const opened = await openRequest(desk, readReference(value), clicker);
    return opened.type === "refused"
      ? renderNotice("What is asked", opened.message)
      : renderDetails(await readStanding(desk.sallyport, opened.request), 0);
  });
}
