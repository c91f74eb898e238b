import type { SallyportSession } from "../sallyport-session.ts";

/** As LangChain names runs: nobody's value. */
const runId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * A copy of whatever a callback is told, redacted as a log is: messages and documents stay what they are, errors keep
 * their name and message alone, and what is neither data nor made of it is left out.
 */
export function redactTrace<Told>(told: Told, session: SallyportSession): Told {
  const copies = new Map<object, unknown>();

  /** A field's name is evidence for its value, and may be a value itself. */
  function entry(key: string, value: unknown): readonly [string, unknown] {
    if (typeof value !== "string" && typeof value !== "number")
      return [session.redactTrace(key), copy(value)];
    if (typeof value === "string" && runId.test(value)) return [key, value];
    const [shown] = Object.entries(session.redactTrace({ [key]: value }));
    return shown ?? [key, ""];
  }

  function copy(value: unknown): unknown {
    switch (typeof value) {
      case "string":
        return runId.test(value) ? value : session.redactTrace(value);
      case "number":
        return session.redactTrace(value);
      case "bigint":
        return session.redactTrace(String(value));
      case "object":
        return value === null ? null : (copies.get(value) ?? copyObject(value));
      case "function":
      case "symbol":
        return undefined;
      default:
        return value;
    }
  }

  function copyObject(value: object): unknown {
    if (value instanceof Error) return keep(value, copyError(value));
    if (value instanceof Date) return value;
    if (value instanceof Map)
      return keep(value, new Map([...value].map(([key, child]) => [copy(key), copy(child)])));
    if (value instanceof Set) return keep(value, new Set([...value].map(copy)));
    if (Array.isArray(value)) {
      const items: unknown[] = keep(value, []);
      for (const item of value) items.push(copy(item));
      return items;
    }
    if (isNative(value)) return "[left out]";
    const like: object = keep(value, Object.create(Object.getPrototypeOf(value)));
    // LangChain's marks, by which it knows its messages.
    for (const mark of Object.getOwnPropertySymbols(value))
      if (Reflect.get(value, mark) === true) Reflect.set(like, mark, true);
    for (const [key, child] of Object.entries(value)) {
      const [name, shown] = entry(key, child);
      Object.defineProperty(like, name, {
        value: shown,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    }
    return like;
  }

  /** Before what it holds is looked at, which may be itself. */
  function keep<T>(value: object, made: T): T {
    copies.set(value, made);
    return made;
  }

  function copyError({ name, message }: Error): Error {
    const error = new Error(session.redactTrace(message));
    error.name = session.redactTrace(name);
    error.stack = `${error.name}: ${error.message}`;
    return error;
  }

  return copy(told) as Told;
}

/** What has more to it than its properties say, unless LangChain made it. */
function isNative(value: object): boolean {
  return Object.prototype.toString.call(value) !== "[object Object]" && !("lc_namespace" in value);
}
