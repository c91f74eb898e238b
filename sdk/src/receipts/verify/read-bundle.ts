import type { Finding, LedgerBundle } from "./bundle.ts";
import { canonicalJson } from "./canonical-json.ts";

/**
 * Reads a ledger file: JSON lines, each exactly the canonical text of its value. First `{"format":…,"keys":[…]}`,
 * then a line per receipt (an object), then a line per checkpoint (a string). Chunks may end anywhere.
 */
export async function readBundle(
  chunks: AsyncIterable<string> | Iterable<string>,
  report: (finding: Finding) => void,
): Promise<LedgerBundle> {
  const [head, ...rest] = await readLines(chunks, report);
  const receipts = rest.filter((value) => typeof value !== "string");
  const checkpoints = rest.slice(receipts.length);
  if (checkpoints.some((value) => typeof value !== "string"))
    report({ code: "malformed", message: "Receipts come before checkpoints." });
  const { format, keys, ...unknown } = Object(head) as Partial<LedgerBundle>;
  if (Object.keys(unknown).length > 0)
    report({ code: "malformed", message: "The first line has members that are not specified." });
  // What these may be is for the verification to find out: nothing is believed here.
  return { format, keys, receipts, checkpoints } as LedgerBundle;
}

async function readLines(
  chunks: AsyncIterable<string> | Iterable<string>,
  report: (finding: Finding) => void,
): Promise<readonly unknown[]> {
  const values: unknown[] = [];
  let open = "";
  for await (const chunk of chunks) {
    const lines = (open + chunk).split("\n");
    open = lines.pop() ?? "";
    for (const line of lines) values.push(readLine(line, values.length + 1, report));
  }
  if (open !== "") report({ code: "malformed", message: "The last line is not complete." });
  return values;
}

function readLine(line: string, number: number, report: (finding: Finding) => void): unknown {
  try {
    const value: unknown = JSON.parse(line);
    if (canonicalJson(value) === line) return value;
  } catch {
    // Reported below: not JSON, or nested too deeply to be read.
  }
  report({ code: "malformed", message: `Line ${number} is not canonical JSON.` });
  return undefined;
}
