import type { Random } from "./random.ts";
import { slots } from "./slots.ts";

/**
 * Expands a template: `{one|other|}` picks an alternative, `<name>` fills a slot. Alternatives nest; slots are
 * filled last and may hold templates themselves.
 */
export function expand(template: string, random: Random): string {
  let text = template;
  for (let depth = 0; depth < 6 && /\{[^{}]*\}/.test(text); depth += 1) {
    text = text.replace(/\{([^{}]*)\}/g, (_, choices: string) => random.pick(choices.split("|")));
  }
  for (let depth = 0; depth < 4 && /<[a-z]+>/.test(text); depth += 1) {
    text = text.replace(/<([a-z]+)>/g, (whole, name: string) => {
      const values = slots[name];
      return values === undefined ? whole : expand(random.pick(values), random);
    });
  }
  return text.replace(/#/g, () => String(random.below(10))).replace(/ {2,}/g, " ");
}
