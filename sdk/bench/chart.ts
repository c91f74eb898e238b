import type { Chart } from "./benchmark.ts";

const width = 720;
const labelWidth = 260;
const barHeight = 22;
const gap = 10;
const top = 44;

/** A horizontal bar chart as a self-contained SVG that reads in light and in dark. */
export function renderChart({ title, unit, bars }: Chart): string {
  const height = top + bars.length * (barHeight + gap) + gap;
  const longest = Math.max(...bars.map((bar) => bar.value), Number.MIN_VALUE);
  const rows = bars.map((bar, index) => {
    const y = top + index * (barHeight + gap);
    const length = Math.max(1, (bar.value / longest) * (width - labelWidth - 110));
    const middle = y + barHeight / 2 + 4;
    return [
      `<text x="${labelWidth - 10}" y="${middle}" text-anchor="end">${escapeXml(bar.label)}</text>`,
      `<rect x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="3" class="${bar.ours ? "ours" : "theirs"}"/>`,
      `<text x="${(labelWidth + length + 8).toFixed(1)}" y="${middle}">${formatNumber(bar.value)} ${escapeXml(unit)}</text>`,
    ].join("\n");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    "<style>text{font:13px system-ui,sans-serif;fill:#1f2328}.title{font-weight:600;font-size:15px}.ours{fill:#1a7f5a}.theirs{fill:#9aa4af}",
    "@media (prefers-color-scheme: dark){text{fill:#e6edf3}.ours{fill:#3fb98a}.theirs{fill:#59636e}}</style>",
    `<text class="title" x="12" y="26">${escapeXml(title)}</text>`,
    ...rows,
    "</svg>",
    "",
  ].join("\n");
}

export function formatNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en-US");
  return value.toPrecision(3);
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
