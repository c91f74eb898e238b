import { mapStrings } from "../map-strings.ts";
import { openRestorationStream, restorePieces } from "./restoration-stream.ts";
import { openRestorer } from "./restorer.ts";
import { openSealedValues, type ScopeOptions } from "./sealed-values.ts";
import { tokenText } from "./token.ts";
import type { Restoration, RestoreOptions, TokenScope } from "./token-scope.ts";

export function openTokenScope(options: ScopeOptions): TokenScope {
  const { tenant, scope } = options;
  const values = openSealedValues(options);

  async function restorerFor(texts: readonly string[], options: RestoreOptions = {}) {
    await values.flush();
    return openRestorer(texts, values, { tenant, scope }, options);
  }

  async function restore(text: string, options?: RestoreOptions): Promise<Restoration> {
    const restorer = await restorerFor([text], options);
    const number = restorer.numberFor(text);
    const { types, unknown } = restorer;
    return { text: restorer.restore(text), ...(number !== undefined && { number }), types, unknown };
  }

  const openRestoration = (options?: RestoreOptions) =>
    openRestorationStream(async (text) => (await restore(text, options)).text);

  return {
    tokenise: (type, value) => tokenText(type, values.add(type, value)),
    flush: () => values.flush(),
    restore,
    async restoreJson(value, options) {
      const texts: string[] = [];
      mapStrings(value, (text) => {
        texts.push(text);
        return text;
      });
      const { restore, numberFor } = await restorerFor(texts, options);
      return mapStrings(value, { string: (text) => numberFor(text) ?? restore(text), key: restore });
    },
    openRestoration,
    restoreStream: (source, options) => restorePieces(source, openRestoration(options)),
  };
}
