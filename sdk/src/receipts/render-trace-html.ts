import { describeReceipt } from "./describe-receipt.ts";
import { explainReceipt } from "./explain-receipt.ts";
import { escapeHtml, renderPage } from "./html.ts";
import type { Receipt } from "./receipt.ts";
import type { Trace, TraceNode } from "./trace-session.ts";
import { traceStyle } from "./trace-style.ts";

/** A trace as one self-contained page: every receipt unfolds to its five answers and what it does not prove. */
export function renderTraceHtml(trace: Trace): string {
  const byId = new Map(trace.receipts.map((receipt) => [receipt.id, receipt]));
  const [first, last] = [trace.receipts[0], trace.receipts.at(-1)];
  const about = [
    ["session", trace.session],
    ["tenant", trace.tenant],
    ["from", first === undefined ? "" : timeOf(first)],
    ["to", last === undefined ? "" : timeOf(last)],
    ["receipts", String(trace.receipts.length)],
  ].map(([name, value]) => `${name} <b>${escapeHtml(value ?? "")}</b>`);
  return renderPage(
    `Trace of session ${trace.session}`,
    traceStyle,
    `<main>
<h1>What happened</h1>
<p class="about">${about.join(" · ")}</p>
<ul>${renderNode(trace.root, byId)}</ul>
<footer>This page shows what the ledger holds. That nobody changed it is for <code>sallyport receipts verify</code> to prove.</footer>
</main>`,
  );
}

function renderNode(node: TraceNode, byId: ReadonlyMap<string, Receipt>): string {
  const below = node.children.map((child) => renderNode(child, byId)).join("");
  const own =
    node.type === "receipt"
      ? renderReceipt(node.receipt, byId)
      : `<div class="actor"><small>${node.type === "agent" ? "agent" : "started by"}</small>${escapeHtml(node.name)}</div>`;
  return `<li>${own}${below === "" ? "" : `<ul>${below}</ul>`}</li>\n`;
}

function renderReceipt(receipt: Receipt, byId: ReadonlyMap<string, Receipt>): string {
  const { title, subject, detail, tone } = describeReceipt(receipt);
  const { answers, doesNotAssert } = explainReceipt(receipt, causesOf(receipt, byId));
  const rows = [
    ...answers.map(({ question, answer }) => [question, answer] as const),
    ["receipt", receipt.id] as const,
    ["hash", receipt.hash] as const,
    ["does not prove", doesNotAssert.join("; ")] as const,
  ];
  return `<details class="${tone}"><summary><span class="title">${escapeHtml(title)}</span>
<span class="subject">${escapeHtml(subject)}</span><span>${escapeHtml(detail)}</span><time>${timeOf(receipt)}</time></summary>
<dl>${rows.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl></details>`;
}

function causesOf(receipt: Receipt, byId: ReadonlyMap<string, Receipt>): readonly Receipt[] {
  const causes: Receipt[] = [];
  for (
    let cause = byId.get(receipt.cause ?? "");
    cause !== undefined && !causes.includes(cause);
    cause = byId.get(cause.cause ?? "")
  )
    causes.push(cause);
  return causes;
}

function timeOf({ at }: Receipt): string {
  return new Date(at).toISOString().replace("T", " ").replace("Z", " UTC");
}
