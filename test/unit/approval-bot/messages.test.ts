import {
  type ApprovalDecision,
  type ApprovalRequest,
  type ApprovalState,
  inert,
  type JsonValue,
} from "@sallyport/sdk";
import { describe, expect, it } from "vitest";
import { fitsBatch, renderBatch } from "../../../approval-bot/src/messages/batch.ts";
import { fitsCard, renderCard } from "../../../approval-bot/src/messages/card.ts";
import { renderChange } from "../../../approval-bot/src/messages/change.ts";
import { renderDeny } from "../../../approval-bot/src/messages/deny.ts";
import { renderDetails } from "../../../approval-bot/src/messages/details.ts";
import { renderHome } from "../../../approval-bot/src/messages/home.ts";
import { renderNotice } from "../../../approval-bot/src/messages/notice.ts";
import { renderReview } from "../../../approval-bot/src/messages/quarantine.ts";
import { renderNoticeMessage } from "../../../approval-bot/src/messages/reminder.ts";
import { renderResult } from "../../../approval-bot/src/messages/result.ts";
import { renderRevoke } from "../../../approval-bot/src/messages/revoke.ts";
import type { Standing } from "../../../approval-bot/src/messages/standing.ts";
import { homeView, messageBlocks, modalView } from "../../slack-simulator/block-kit.ts";
import { hostileTexts } from "../../slack-simulator/hostile-texts.ts";
import { findLiveMarkup } from "../../slack-simulator/live-markup.ts";

const request: ApprovalRequest = {
  ...{
    id: `apr_${"0".repeat(32)}`,
    tenant: "acme",
    session: "ses_1",
    callId: "call_1",
    tool: "issue_refund",
  },
  ...{
    descriptor: "sha256:d",
    arguments: { order: "10492", amount: 12_400 },
    argumentsDigest: `sha256:${"7f3a".repeat(16)}`,
  },
  requester: "ana",
  agents: ["support-bot", "billing-bot"],
  owners: ["olga"],
  delegation: "sha256:c",
  origins: [
    { argument: "/order", source: "human" },
    { argument: "/amount", source: "document", integrity: "untrusted", name: "mail/supplier.eml" },
  ],
  notes: ["This cannot be undone."],
  requirement: {
    requirements: [{ groups: ["finance-approvers"], quorum: 2 }],
    groups: ["finance-approvers"],
    quorum: 2,
    expiresInMs: 900_000,
    risk: "high",
  },
  policies: [{ id: "payment-needs-approval", effect: "forbid" }],
  policyHash: "sha256:p",
  reason: "A payment needs a finance approver.",
  createdAt: 1_000_000,
  expiresAt: 1_900_000,
  receipt: "r1",
};

const decision = (change: Partial<ApprovalDecision> = {}): ApprovalDecision => ({
  ...{
    requestId: request.id,
    argumentsDigest: request.argumentsDigest,
    decision: "approve",
    approver: "fay",
  },
  tenant: "acme",
  verifiedBy: "slack:T1/U1",
  at: 1_000_001,
  keyId: "k",
  signature: "s",
  ...change,
});

const standing = (change: Partial<ApprovalRequest> = {}, state: ApprovalState = "pending"): Standing => ({
  request: { ...request, ...change, isMasked: false },
  state,
  decisions: [],
});

const waiting = (shown: readonly Standing["request"][]) => ({ count: 12, page: 0, pages: 3, shown });
const emptyInbox = { toDecide: waiting([]), requested: [], recent: [], quarantined: [] };

/** Everything that the bot may show of a request, in every field the same text of a stranger. */
function showAll(text: string): Standing[] {
  const strange: Partial<ApprovalRequest> = {
    ...{
      tool: text,
      requester: text,
      agents: [text, text],
      tenant: text,
      reason: text,
      notes: Array(9).fill(text),
    },
    arguments: { [text]: text, list: [text, [], {}], nested: { [text]: [text] } },
    origins: [{ argument: `/${text}`, source: "document", integrity: "untrusted", name: text }],
    policies: [{ id: text, effect: "forbid" }],
    requirement: { ...request.requirement, requirements: [{ groups: [text, text], quorum: 2 }] },
  };
  const votes = [decision({ approver: text }), decision({ decision: "deny", approver: text, reason: text })];
  const states: readonly ApprovalState[] = ["pending", "denied"];
  return states.map((state) => ({
    ...standing(strange, state),
    decisions: votes,
    before: { [text]: `${text}!`, list: [text] },
  }));
}

describe("text of strangers", () => {
  it(`[G6] of ${hostileTexts.length} hostile texts in every field none calls, links or breaks anything`, () => {
    expect(hostileTexts.length).toBeGreaterThanOrEqual(200);
    const live: string[] = [];
    for (const text of hostileTexts) {
      for (const shown of showAll(text)) {
        const notice = { request: shown.request, more: 2, groups: text };
        for (const message of [
          renderCard(shown),
          renderBatch([shown, shown]),
          renderResult(shown.request, shown.state),
          renderNoticeMessage({ type: "reminder", ...notice }),
          renderNoticeMessage({ type: "escalation", ...notice }),
        ]) {
          const blocks = messageBlocks.parse(message.blocks);
          live.push(...findLiveMarkup({ text: message.text, blocks, parse: "none" }));
        }
        for (const view of [
          renderDetails(shown, 0),
          renderDeny(shown.request),
          renderRevoke(shown.request, "agent"),
          renderChange({ ...shown.request, narrowable: ["/list"] }),
          renderNotice("Sallyport", text),
        ])
          live.push(...findLiveMarkup({ blocks: modalView.parse(view).blocks }));
        const { request, state } = shown;
        const document = { id: "d", contentHash: "h", source: text, title: text, owner: text, excerpt: text };
        const reasons = [{ detector: "d", message: text, start: 0, end: 1, score: 1, owasp: "LLM01" }];
        const quarantined = [{ ...document, reasons }];
        live.push(
          ...findLiveMarkup({ blocks: modalView.parse(renderReview({ ...document, reasons })).blocks }),
        );
        const inbox = {
          toDecide: waiting(Array(5).fill(request)),
          requested: [{ request, state }],
          recent: [],
          quarantined,
        };
        live.push(...findLiveMarkup({ blocks: homeView.parse(renderHome(inbox)).blocks }));
      }
    }
    expect(live).toEqual([]);
  });

  it("would call the whole channel from a card written the usual way", () => {
    const naive = (text: string) => ({
      text,
      blocks: messageBlocks.parse([{ type: "section", text: { type: "mrkdwn", text: `Reason: ${text}` } }]),
    });
    expect(findLiveMarkup(naive("<!channel> see https://attacker.example"))).toContain("<!channel>");
  });

  it("keeps the readable readable", () => {
    const shown = JSON.stringify(renderCard(standing({ arguments: { note: "<!channel> & 10 %" } })).blocks);
    expect(shown).toContain("<!channel> & 10 %");
  });
});

describe("the card", () => {
  it("shows what was asked, by whom, why it stopped, and where each value came from", () => {
    const shown = JSON.stringify(renderCard(standing()).blocks);
    for (const text of [
      "HIGH RISK · Issue refund: order 10492, amount 12400",
      "Tool: issue_refund",
      "Asked by: ana",
      "support-bot → billing-bot",
      "12400",
    ])
      expect(shown).toContain(text);
    expect(shown).toContain("from document mail/supplier.eml (untrusted)");
    expect(shown).toContain("⚠ ");
    expect(shown).toContain("from the person's own words");
    expect(shown).toContain("payment-needs-approval: A payment needs a finance approver.");
    expect(shown).toContain("2 of finance-approvers");
    expect(shown).toContain("7F3A-7F3A");
  });

  it("says money as money where the arguments say what it is, and else as it is", () => {
    const title = (args: JsonValue, narrowable: readonly string[]) =>
      JSON.stringify(renderCard(standing({ arguments: args, narrowable })).blocks[0]);
    const args = { accountId: "AC-1042", amountMinor: 324_900, currency: "GBP" };
    expect(title(args, ["/amountMinor"])).toMatch(/Issue refund: GBP 3,249.00, account id AC-1042"/);
    expect(title({ ...args, currency: "JPY" }, ["/amountMinor"])).toMatch(/JPY 324,900/);
    expect(title({ ...args, currency: "<!here>" }, ["/amountMinor"])).toContain("amount minor 324900");
    expect(title({ amount: 324_900, currency: "GBP" }, ["/amount"])).toContain("amount 324900, currency GBP");
  });

  it("marks each origin by itself, and writes no lines for strangers", () => {
    const origins = [
      { argument: "/order", source: "human" as const },
      { argument: "/order", source: "nowhere" as const },
    ];
    const shown = JSON.stringify(
      renderCard(standing({ arguments: { order: "1\nApproved" }, origins })).blocks,
    );
    expect(shown).toMatch(/\\n {6}"\},\{[^}]*"text":"partly from the person/);
    expect(shown).toMatch(/\\n {6}⚠ "\},\{[^}]*"text":"partly from nowhere/);
    expect(renderHome({ ...emptyInbox, toDecide: waiting([standing().request]) }).blocks[1]).toMatchObject({
      text: { text: expect.stringMatching(/^HIGH RISK.*\nAsked by ana/) },
    });
  });

  it("puts the amount first, and shows what a person changed", () => {
    const change = { arguments: { order: "10492", amount: 5_000 }, narrowable: ["/amount"] };
    const shown = JSON.stringify(
      renderCard({ ...standing(change), before: { order: "10492", amount: 12_400 } }).blocks,
    );
    expect(shown).toContain("Issue refund: amount 5000, order 10492");
    expect(shown).toMatch(/"12400","style":\{[^}]*"strike":true[^}]*\}\},\{"type":"text","text":" → "\}/);
  });

  it("is short, and says nothing of the arguments in the notification", () => {
    const { text, blocks } = renderCard(standing());
    expect(blocks.length).toBeLessThanOrEqual(12);
    expect(JSON.stringify(blocks).length).toBeLessThan(5_000);
    expect(text).not.toMatch(/10492|12400|ana|supplier/);
  });

  it("[G2] offers Approve only where every argument can be read whole", () => {
    const long = standing({ arguments: { note: "x".repeat(4_000) } });
    expect(fitsCard(long)).toBe(false);
    expect(JSON.stringify(renderCard(long).blocks)).not.toContain("sallyport.approve");
    expect(renderDetails(long, 0).submit?.text).toBe("Approve");
    const many = standing({
      arguments: Object.fromEntries(Array.from({ length: 13 }, (_, n) => [`a${n}`, n])),
    });
    expect(fitsCard(many)).toBe(false);
  });

  it.each(["approved", "expired", "cancelled", "consumed", "succeeded", "failed", "unknown"] as const)(
    "keeps no button once it is %s",
    (state) => {
      expect(JSON.stringify(renderCard(standing({}, state)).blocks)).not.toContain('"button"');
      expect(renderDetails(standing({}, state), 0).submit).toBeUndefined();
    },
  );

  it("offers to stop the agent or the run once it is denied, and to decide no more", () => {
    const shown = JSON.stringify(renderCard(standing({}, "denied")).blocks);
    expect(shown).toContain("Stop the agent…");
    expect(shown).not.toMatch(/sallyport\.(approve|deny)/);
  });

  it("blames nobody for what nobody did", () => {
    expect(JSON.stringify(renderCard(standing({}, "expired")).blocks)).not.toContain("Denied");
    expect(JSON.stringify(renderCard(standing({}, "unknown")).blocks)).toContain(
      "check before anybody tries again",
    );
  });
});

describe("a batch's card", () => {
  const items = (note: string) =>
    Array.from({ length: 10 }, (_, n) => standing({ arguments: { order: String(n), amount: 100, note } }));

  it("is one that Slack takes, however much its items may say", () => {
    for (const letter of ["x", '"', "&", "縦", "👩‍👩‍👧‍👦", "\u202e"]) {
      let note = "";
      const fits = () => fitsBatch(items(note).map(({ request: each }) => each));
      for (; fits(); note += letter) messageBlocks.parse(renderBatch(items(note)).blocks);
      expect(note.length).toBeGreaterThan(1);
    }
  });

  it("shows each one's remarks, and what it would replace", () => {
    const [first, second] = items("n");
    if (first === undefined || second === undefined) throw new Error("There are ten.");
    const current = [{ argument: "/amount", value: 7 }];
    const odd = { ...second, request: { ...second.request, notes: ["Never seen before."], current } };
    const shown = renderBatch([first, odd]).blocks.map((block) => JSON.stringify(block));
    expect(shown.filter((block) => block.includes("⚠ Never seen before."))).toHaveLength(1);
    expect(shown.some((block) => block.includes("amount 7 → 100"))).toBe(true);
  });

  it("adds up the amounts, and says nothing of them in the notification", () => {
    const sums = items("n").map((item) => ({
      ...item,
      request: { ...item.request, narrowable: ["/amount"] },
    }));
    const { text, blocks } = renderBatch(sums);
    expect(JSON.stringify(blocks)).toContain("10 × Issue refund: amount 1000 in all");
    expect(text).not.toMatch(/1000|ana/);
  });
});

describe("the details", () => {
  it("[G2] show every character of arguments of any size, and Approve on the last page alone", () => {
    const note = Array.from({ length: 20_000 }, (_, n) => `${n} <&> 縦`).join(" ");
    const huge = standing({ arguments: { note, last: "the end" } });
    let shown = "";
    let page = 0;
    for (; ; page += 1) {
      const view = modalView.parse(renderDetails(huge, page));
      for (const block of view.blocks)
        if (block.type === "rich_text")
          shown += block.elements.flatMap(({ elements }) => elements.map(({ text }) => text)).join("");
      if (!JSON.stringify(view.blocks).includes("sallyport.page.next")) break;
      expect(view.submit).toBeUndefined();
    }
    expect(page).toBeGreaterThan(1);
    expect(modalView.parse(renderDetails(huge, page)).submit).toBeDefined();
    expect(shown).toBe(inert(JSON.stringify(note)) + JSON.stringify("the end"));
  });
});
