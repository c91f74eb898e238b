import { inert } from "../inert.ts";
import { describeReceipt } from "./describe-receipt.ts";
import type { Receipt } from "./receipt.ts";
import type { Trace, TraceNode } from "./trace-session.ts";

const colors = { good: "32", bad: "31", waiting: "33", neutral: "39", faint: "2", strong: "1" } as const;
type Paint = (color: keyof typeof colors, text: string) => string;

/** A trace as a tree of lines for a terminal, in colour only when told that it can show them. */
export function renderTrace(trace: Trace, { isColor = false }: { readonly isColor?: boolean } = {}): string {
  const paint: Paint = (color, text) =>
    isColor && text !== "" ? `\u001b[${colors[color]}m${text}\u001b[0m` : text;
  const start = trace.receipts[0]?.at ?? 0;
  const line = (node: TraceNode) =>
    node.type === "receipt" ? receiptLine(node.receipt, start, paint) : paint("strong", inert(node.name));
  const head = `tenant ${trace.tenant} · session ${trace.session} · ${new Date(start).toISOString()}`;
  return [`${line(trace.root)}  ${paint("faint", inert(head))}`, ...branches(trace.root, line, "")].join(
    "\n",
  );
}

function branches(node: TraceNode, line: (node: TraceNode) => string, indent: string): readonly string[] {
  return node.children.flatMap((child, index) => {
    const isLast = index === node.children.length - 1;
    return [
      `${indent}${isLast ? "└─ " : "├─ "}${line(child)}`,
      ...branches(child, line, `${indent}${isLast ? "   " : "│  "}`),
    ];
  });
}

function receiptLine(receipt: Receipt, start: number, paint: Paint): string {
  const { title, subject, detail, tone } = describeReceipt(receipt);
  const when = `+${((receipt.at - start) / 1000).toFixed(3)} s`;
  return [paint(tone, title), paint("strong", subject), detail, paint("faint", `${when}  ${receipt.id}`)]
    .filter((part) => part !== "")
    .join("  ");
}
