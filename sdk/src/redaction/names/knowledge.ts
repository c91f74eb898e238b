import { existsSync, readFileSync } from "node:fs";
import { SallyportError } from "../../errors.ts";
import type { RedactionErrorCode } from "../errors.ts";
import { decodeModel, type NameKnowledge } from "./model-file.ts";

let knowledge: NameKnowledge | undefined;

/** The shipped lists and weights, read when the first text needs them. @throws {SallyportError} `ERR_REDACTION_NAMES_MODEL`. */
export function nameKnowledge(): NameKnowledge {
  knowledge ??= readKnowledge();
  return knowledge;
}

function readKnowledge(): NameKnowledge {
  try {
    return decodeModel(readFileSync(modelFile()));
  } catch (cause) {
    throw new SallyportError<RedactionErrorCode>({
      code: "ERR_REDACTION_NAMES_MODEL",
      message: "The file models/names.bin of @sallyport/sdk is missing or damaged.",
      hint: "Install the package again, or train the file with models/names/train.ts.",
      cause,
    });
  }
}

/** The package's `models` folder, seen from `src` and from `dist/src`. */
function modelFile(): URL {
  const [fromSource, fromBuild] = ["../../../models/names.bin", "../../../../models/names.bin"].map(
    (path) => new URL(path, import.meta.url),
  ) as [URL, URL];
  return existsSync(fromSource) ? fromSource : fromBuild;
}
