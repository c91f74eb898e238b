import {
  type ApprovalPreview,
  type ApprovalRequest,
  fingerprint,
  type JsonValue,
  signEdit,
} from "@sallyport/sdk";
import { readPointer, writePointer } from "../../json-pointer.ts";
import { changeAction, changeBlock, writeLines } from "../../messages/change.ts";
import { readReference } from "../../messages/reference.ts";
import { openRequest } from "../../take-decision.ts";
import { describeDecision } from "../outcome.ts";
import type { Submission } from "../submitted.ts";

/** Somebody asks for less than the agent did. Whether it is less, and whether they may, the engine says. */
export async function changeSubmitted({ desk, view, clicker }: Submission): Promise<string> {
  const { approvals } = desk.sallyport;
  const opened = await openRequest(desk, readReference(view.private_metadata), clicker);
  if (opened.type === "refused") return describeDecision(opened);
  const { request, approver } = opened;
  const texts = (request.narrowable ?? []).map(
    (_, at) => view.state.values[changeBlock(at)]?.[changeAction]?.value?.trim() ?? "",
  );
  const changed = applyTexts(request, approvals.preview(request), texts);
  if (changed === undefined)
    return "Not recorded. An amount has to be a whole number, and lines of a list may only be taken out.";
  const { principal: editor, tenant, verifiedBy } = approver;
  const outcome = await approvals.narrow(
    signEdit(desk.key, {
      requestId: request.id,
      arguments: changed,
      editor,
      tenant,
      verifiedBy,
      at: desk.clock(),
    }),
  );
  desk.wake();
  if ("type" in outcome) return `Not recorded. ${outcome.message}`;
  return `Recorded: a request for less, ${fingerprint(outcome.argumentsDigest)}, takes its place. It has a card of its own, and others decide on it.`;
}

/** What people saw was masked; what is asked for are the real values. Undefined for what cannot be read. */
function applyTexts(
  request: ApprovalRequest,
  shown: ApprovalPreview,
  texts: readonly string[],
): JsonValue | undefined {
  let args = request.arguments;
  for (const [at, pointer] of (request.narrowable ?? []).entries()) {
    const text = texts[at] ?? "";
    const [value, seen] = [readPointer(args, pointer), readPointer(shown.arguments, pointer)];
    if (text === "" || value === undefined) continue;
    const next = Array.isArray(value)
      ? keepLines(value, Array.isArray(seen) ? writeLines(seen) : [], text)
      : readWhole(text);
    if (next === undefined) return undefined;
    args = writePointer(args, pointer, next);
  }
  return args;
}

function keepLines(list: readonly JsonValue[], shown: readonly string[], text: string) {
  const kept = text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [shown.indexOf(line.trim())]));
  return kept.includes(-1) ? undefined : kept.flatMap((at) => list[at] ?? []);
}

function readWhole(text: string): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}
