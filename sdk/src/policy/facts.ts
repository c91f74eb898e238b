/** A request that cannot be put to the engine. Never leaves the room: `decide` turns it into a refusal. */
export class FactError extends Error {}

/**
 * Reads the facts of a request field by field, own properties only, each with its type. What a caller put
 * beside them, on a prototype or into a nested object (`{"__entity": …}`), has no way into the engine.
 */
export class Facts {
  readonly #value: object;
  readonly #name: string;

  constructor(value: unknown, name: string) {
    if (typeof value !== "object" || value === null) throw new FactError(`${name} is not an object`);
    this.#value = value;
    this.#name = name;
  }

  has(key: string): boolean {
    return this.#own(key) !== undefined;
  }

  facts(key: string): Facts {
    return new Facts(this.#own(key), `${this.#name}.${key}`);
  }

  text(key: string): string {
    const value = this.#own(key);
    return isText(value) ? value : this.#refuse(key, "a text of 1 to 1024 well-formed characters");
  }

  oneOf<const Value extends string>(key: string, values: readonly Value[]): Value {
    const value = this.#own(key);
    return values.find((accepted) => accepted === value) ?? this.#refuse(key, `one of ${values.join(", ")}`);
  }

  /** A list that may be absent is empty then. */
  texts(key: string): string[] {
    const value = this.#own(key);
    if (!Array.isArray(value) || value.length > 1000) this.#refuse(key, "a list of at most 1000 texts");
    const texts: string[] = Array.from(value);
    return texts.every(isText) ? texts : this.#refuse(key, "a list of texts of 1 to 1024 characters");
  }

  /** Cedar rounds above 2^53 and has no fractions. */
  count(key: string): number {
    const value = this.#own(key);
    return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
      ? value
      : this.#refuse(key, "a whole number from 0 to 2^53 - 1");
  }

  flag(key: string): boolean {
    const value = this.#own(key);
    return typeof value === "boolean" ? value : this.#refuse(key, "true or false");
  }

  #own(key: string): unknown {
    return Object.hasOwn(this.#value, key) ? (this.#value as Record<string, unknown>)[key] : undefined;
  }

  #refuse(key: string, accepted: string): never {
    throw new FactError(`${this.#name}.${key} is not ${accepted}`);
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= 1024 && value.isWellFormed();
}
