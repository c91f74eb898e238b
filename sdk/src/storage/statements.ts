import type { CompiledQuery } from "kysely";

/** A statement with other values, in the order in which they stand in it: it is built and compiled once. */
export function bind<Row>(statement: CompiledQuery<Row>, values: readonly unknown[]): CompiledQuery<Row> {
  return { ...statement, parameters: values };
}

/** Longer lists are rare, and their statements long. */
const longestRemembered = 64;

/** The statement for a list of values, which has a text of its own for each length; built once for short ones. */
export function forEachLength<Row>(
  build: (length: number) => CompiledQuery<Row>,
): (length: number) => CompiledQuery<Row> {
  const built = new Map<number, CompiledQuery<Row>>();
  return (length) => {
    const statement = built.get(length) ?? build(length);
    if (length <= longestRemembered) built.set(length, statement);
    return statement;
  };
}
