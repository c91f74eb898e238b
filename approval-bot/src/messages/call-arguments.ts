import type { ApprovalRequest, ArgumentOrigin, JsonValue } from "@sallyport/sdk";

/** One leaf of the arguments, and where its value came from. */
export interface CallArgument {
  /** JSON pointer (RFC 6901). */
  readonly pointer: string;
  /** As JSON, so that text and number, empty and missing look different. */
  readonly value: string;
  /** What it was before a person made it less; else what is there now. */
  readonly before?: string;
  readonly origins: readonly Origin[];
}

export interface Origin {
  readonly text: string;
  /** Nobody whom this tenant trusts has written what came from there. */
  readonly isSuspect: boolean;
}

/** All of them; empty lists and objects count, so that nothing is hidden. */
export function listArguments(request: ApprovalRequest, before?: JsonValue): readonly CallArgument[] {
  const were = new Map([
    ...(request.current ?? []).map(({ argument, value }) => [argument, value] as const),
    ...(before === undefined ? [] : flatten(before, "")),
  ]);
  return flatten(request.arguments, "").map(([pointer, value]) => {
    const origins = request.origins.filter((origin) => origin.argument.replace(/#\d+$/, "") === pointer);
    const [now, was] = [JSON.stringify(value), JSON.stringify(were.get(pointer))];
    return {
      pointer,
      value: now,
      ...(was === undefined || was === now ? {} : { before: was }),
      origins: origins.map((origin) => ({
        text: `${origins.length > 1 ? "partly " : ""}${describeOrigin(origin)}`,
        isSuspect: !isTrusted(origin),
      })),
    };
  });
}

function isTrusted({ source, integrity }: ArgumentOrigin): boolean {
  return source === "human" || integrity === "trusted" || integrity === "reviewed";
}

function describeOrigin({ argument, source, name, integrity, encoding }: ArgumentOrigin): string {
  const link = /#(\d+)$/.exec(argument)?.[1];
  const of = link === undefined ? "" : `link ${link} `;
  const hidden = encoding === undefined ? "" : `, written as ${encoding}`;
  if (source === "human") return `${of}from the person's own words${hidden}`;
  if (source === "nowhere") return `${of}from nowhere: the model made it up`;
  return `${of}from ${source} ${name ?? "without a name"} (${integrity ?? "untrusted"}${hidden})`;
}

function flatten(value: JsonValue, pointer: string): readonly (readonly [string, JsonValue])[] {
  if (typeof value !== "object" || value === null) return [[pointer || "/", value]];
  const entries = Object.entries(value);
  if (entries.length === 0) return pointer === "" ? [] : [[pointer, value]];
  return entries.flatMap(([key, child]) =>
    flatten(child, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
  );
}
