import type { JsonValue } from "../crypto/index.ts";
import { type Leaf, leavesOf, resolvePointer } from "./json-pointer.ts";
import type { RegisteredTool } from "./tool-registry.ts";

export interface CallArguments {
  /** As the model wrote them. */
  readonly written: JsonValue;
  /** As the schema read them, its defaults filled in. */
  readonly parsed: JsonValue;
  /** Every value of `parsed`. */
  readonly values: readonly Leaf[];
}

/** The arguments that steer the effect, by role; by their pointer when the tool declares no roles. */
export function steeringLeaves(
  { tool, descriptor }: Pick<RegisteredTool, "tool" | "descriptor">,
  given: CallArguments,
): ReadonlyMap<string, readonly Leaf[]> {
  if (descriptor.steering === null) return undeclared(tool.impact, given);
  return new Map(
    Object.entries(descriptor.steering).map(([role, pointers]) => {
      const steered = pointers
        .flatMap((pointer) => resolvePointer(given.parsed, pointer))
        .flatMap((found) => leavesOf(found.value, found.pointer))
        .filter((leaf) => isChosen(leaf, given));
      return [role, role === "url" ? steered.flatMap(linksOf) : steered];
    }),
  );
}

/**
 * A tool that writes and declares nothing is steered by every argument. Models write the prose in it (a mail's
 * body, a reminder's title), so of that only the links steer; but where there is nothing else, or much at stake,
 * prose steers too.
 */
function undeclared(
  impact: RegisteredTool["tool"]["impact"],
  given: CallArguments,
): ReadonlyMap<string, readonly Leaf[]> {
  if (impact === "read") return new Map([["url", given.values.filter(isLink).flatMap(linksOf)]]);
  const chosen = given.values.filter((leaf) => leaf.pointer !== "" && isChosen(leaf, given));
  const others = chosen.filter((leaf) => !isProse(leaf));
  const isProseBeside = impact === "write" && others.length > 0;
  const steered = new Map((isProseBeside ? others : chosen).map((leaf) => [leaf.pointer, [leaf]]));
  const links = isProseBeside ? chosen.filter(isProse).flatMap(linksOf) : [];
  return links.length > 0 ? new Map([...steered, ["url", links]]) : steered;
}

/** Nobody chose what the schema filled in, and an empty text says nothing. */
function isChosen({ pointer, value }: Leaf, { written }: CallArguments): boolean {
  return value !== "" && resolvePointer(written, pointer).length > 0;
}

const proseNames = new Set(
  "subject title body content text message description summary note notes comment reason details".split(" "),
);

/** Several words under a name that says so. One word may be an id, a path or an address. */
function isProse({ pointer, value }: Leaf): boolean {
  const lastWord = pointer.split(/[/_-]|(?=[A-Z])/).at(-1) ?? "";
  return typeof value === "string" && /\S\s+\S/.test(value) && proseNames.has(lastWord.toLowerCase());
}

function isLink(leaf: Leaf): boolean {
  return linksOf(leaf)[0]?.value === leaf.value;
}

/** The links in a text, each as an argument of its own: `/body#1`. */
function linksOf({ pointer, value }: Leaf): readonly Leaf[] {
  const words = typeof value === "string" ? value.split(/[\s<>"'()[\]]+/) : [];
  const links = [...new Set(words.filter((word) => linkMark.test(word)))];
  return links.map((link, index) => ({ pointer: `${pointer}#${index + 1}`, value: link }));
}

/** A scheme, `www.`, an address of mail, or a host with a path. */
const linkMark = /:\/\/|^www\.|@\w|\w\.\w+\//i;
