const sample = 4000;

/** Whether a text is a record of fields (JSON, YAML, a dictionary) rather than prose. */
export function isRecord(text: string): boolean {
  const head = text.slice(0, sample);
  const fields = head.match(/["'][\w .-]{1,40}["']\s?:|^[\s-]{0,8}[\w-]{1,24}: \S/gm)?.length ?? 0;
  return fields >= 2 && fields * 120 >= head.length;
}
