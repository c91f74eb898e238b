import { makeSentences, makeText, surround } from "./carriers.ts";
import { makeReport, makeTriggerPrompt } from "./mentions.ts";
import { families, makePayload, type Payload } from "./payloads.ts";
import type { Random } from "./random.ts";
import type { Item } from "./sources.ts";

/** A text to learn from. `spans` are its injected parts; a hostile text without spans is hostile as a whole. */
export interface Example {
  readonly text: string;
  readonly hostile: boolean;
  readonly spans?: readonly (readonly [number, number])[];
  /** Part of the injection, but nothing to learn from. */
  readonly unsure?: readonly [number, number];
  readonly group: string;
  /** Stands where a reader does not see it, in a comment say. */
  readonly concealed?: boolean;
}

export interface Material {
  readonly attacks: readonly Item[];
  readonly injected: readonly Item[];
  readonly requests: readonly Item[];
  readonly documents: readonly Item[];
  /** Families of generated payloads to use. */
  readonly families: readonly string[];
}

/** Techniques of CyberSecEval whose prompts mostly show nothing hostile without the system prompt they were made for. */
const contextual =
  /^(?:different_user_input_language|overload_with_information|indirect_reference|few_shot|many_shot|repeated_token|output_formatting|hypothetical|virtualization)/;

const isTelling = (item: Item): boolean =>
  item.label === 1 && !(item.source === "cyberseceval" && contextual.test(item.sub ?? ""));

const concealedText =
  /<!--([^<>]{20,600})-->|\b(?:alt|title|content|aria-label|placeholder|summary)="([^"<>]{15,300})"/g;

/** Texts as documents, mails, records and tool results; what asks for something in them is hostile. */
export function documentExamples(material: Material, random: Random, size: number): Example[] {
  const examples: Example[] = [];
  for (const item of material.documents) {
    examples.push({ text: item.text.slice(0, 40_000), hostile: false, group: item.source });
    for (const [, comment, attribute] of item.text.matchAll(concealedText)) {
      examples.push({ text: comment ?? attribute ?? "", hostile: false, group: "comment", concealed: true });
    }
  }
  const attacks = material.attacks.filter((item) => isTelling(item) && item.text.length < 1200);
  const requests = material.requests.filter(
    (item) => item.text.length < 300 && (item.sub !== "codealpaca" || random.chance(0.3)),
  );
  for (let i = 0; i < size; i += 1) {
    const kind = random.next();
    let payload: Payload;
    let group: string;
    if (kind < 0.6 || material.injected.length === 0) {
      const family = random.pick(material.families);
      payload = makePayload(family, random);
      group = `made:${family}`;
    } else if (kind < 0.86 && requests.length > 0) {
      const item = random.pick(requests);
      payload = whole(dressed(item.text, random));
      group = item.source;
    } else if (kind < 0.93) {
      const item = random.pick(attacks);
      payload = whole(item.text);
      group = item.source;
    } else {
      const item = random.pick(material.injected.filter((candidate) => candidate.label === 1));
      payload = whole(item.text);
      group = item.source;
    }
    examples.push(
      random.chance(0.08)
        ? { text: payload.text, hostile: true, group, concealed: true }
        : inject(payload, group, material, random),
    );
    // The same kind of text without the payload, so that being short is not a sign.
    if (material.documents.length > 0) {
      examples.push({
        text: excerpt(random.pick(material.documents).text, random),
        hostile: false,
        group: "excerpt",
      });
    }
  }
  for (let i = 0; i < size; i += 1) {
    const made = makeText(random, 1 + random.below(9));
    const text = random.chance(0.35) ? made : surround(made, random);
    examples.push({ text, hostile: false, group: "made:harmless" });
  }
  for (let i = 0; i < size / 12; i += 1) {
    const kind = random.pick(["technical", "technical", "label", "legal", "note", "manual"]);
    const text = makeSentences(random, 1 + random.below(3), kind).join(" ");
    examples.push({ text, hostile: false, group: "made:harmless", concealed: true });
  }
  for (let i = 0; i < size / 10; i += 1)
    examples.push({ text: makeReport(random), hostile: false, group: "made:report" });
  for (let i = 0; i < size / 10 && requests.length > 0; i += 1) {
    examples.push({ text: makeDialogue(requests, random), hostile: false, group: "made:dialogue" });
  }
  for (const item of material.injected) {
    if (item.label === 0) examples.push({ text: item.text, hostile: false, group: item.source });
  }
  return examples;
}

const speakers = [
  ["user", "assistant"],
  ["customer", "agent"],
  ["caller", "clerk"],
  ["guest", "reception"],
  ["student", "tutor"],
] as const;

/** A transcript: requests that belong where they are, because others stand beside them. */
function makeDialogue(requests: readonly Item[], random: Random): string {
  const [asking, answering] = random.pick(speakers);
  const lines: string[] = [];
  for (let turn = 0; turn < 2 + random.below(6); turn += 1) {
    lines.push(`${asking}: ${dressed(random.pick(requests).text, random)}`);
    lines.push(
      `${answering}: ${makeSentences(random, 1 + random.below(2), random.pick(["note", "mail"])).join(" ")}`,
    );
  }
  return lines.join("\n");
}

/** Spoken requests lack capitals and full stops. */
function dressed(text: string, random: Random): string {
  if (!/^[a-z]/.test(text) || random.chance(0.2)) return text;
  return (
    text.charAt(0).toUpperCase() +
    text.slice(1) +
    (/[.?!]$/.test(text) ? "" : /^(?:what|how|who|when|where|is|are|can|do|does)\b/.test(text) ? "?" : ".")
  );
}

const joints = [" ", " ", " ", "\n", "\n\n", "\n\n", "\t", ""];

/** Puts a payload into a harmless text: at the start, somewhere between sentences, or at the end. */
function inject(payload: Payload, group: string, material: Material, random: Random): Example {
  const made = random.chance(0.55) || material.documents.length === 0;
  const carrier = made
    ? makeText(random, 1 + random.below(7))
    : excerpt(random.pick(material.documents).text, random);
  const cuts = [
    0,
    carrier.length,
    ...Array.from(carrier.matchAll(/(?<=[.!?])\s|\n/g), (match) => match.index),
  ];
  const where = random.next();
  const cut = where < 0.2 ? 0 : where < 0.5 ? carrier.length : random.pick(cuts);
  const before = cut === 0 ? "" : carrier.slice(0, cut) + random.pick(joints);
  const after = cut === carrier.length ? "" : random.pick(joints) + carrier.slice(cut);
  const plain = before + payload.text + after;
  if (!made || random.chance(0.4)) {
    return { text: plain, hostile: true, ...spansOf(before.length, payload.end, payload.text.length), group };
  }
  const marked = surround(`${before}\ue001${payload.text}\ue002${after}`, random);
  const open = marked.search(/\ue001|\\ue001/);
  const close = marked.search(/\ue002|\\ue002/);
  const head = marked.slice(0, open);
  const body = marked.slice(open, close).replace(/^(?:\ue001|\\ue001)/, "");
  const text = head + body + marked.slice(close).replace(/^(?:\ue002|\\ue002)/, "");
  // Quoting lengthens the body a little; the tail stays the tail.
  const end = body.length - (payload.text.length - payload.end);
  return { text, hostile: true, ...spansOf(head.length, end, body.length), group };
}

function spansOf(start: number, end: number, length: number) {
  return { spans: [[start, start + end]] as const, unsure: [start + end, start + length] as const };
}

const whole = (text: string): Payload => ({ text, end: text.length });

function excerpt(text: string, random: Random): string {
  const length = random.chance(0.35) ? 3000 + random.below(20_000) : 150 + random.below(2500);
  const from = random.below(Math.max(1, text.length - length));
  const start = text.indexOf("\n", from);
  return text.slice(start < 0 ? from : start + 1, from + length);
}

/** Texts as people type them to an assistant: only attacks are hostile, requests are what prompts are for. */
export function promptExamples(material: Material, random: Random, size: number): Example[] {
  const examples: Example[] = [];
  for (const item of material.attacks) {
    if (item.label === 0 || isTelling(item))
      examples.push({ text: item.text, hostile: item.label === 1, group: item.source });
  }
  for (const item of material.requests)
    examples.push({ text: item.text, hostile: false, group: item.source });
  for (const item of material.documents) {
    if (item.source !== "taskmaster_dialog" && !random.chance(0.3)) continue;
    examples.push({ text: excerpt(item.text, random), hostile: false, group: item.source });
  }
  for (let i = 0; i < size; i += 1) {
    const choice = random.next();
    if (choice < 0.35)
      examples.push({ text: makePayload("override", random).text, hostile: true, group: "made:override" });
    else if (choice < 0.6)
      examples.push({ text: makeTriggerPrompt(random), hostile: false, group: "made:trigger" });
    else if (choice < 0.7) examples.push({ text: makeReport(random), hostile: false, group: "made:report" });
    else if (choice < 0.8)
      examples.push({
        text: makeSentences(random, 1 + random.below(4)).join(" "),
        hostile: false,
        group: "made:harmless",
      });
    else {
      const family = random.pick(["personal-action", "content-task"]);
      examples.push({ text: makePayload(family, random).text, hostile: false, group: `made:${family}` });
    }
  }
  return examples;
}

export const allFamilies = Object.keys(families);
