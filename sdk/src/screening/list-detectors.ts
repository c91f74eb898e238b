import { classifierDetector } from "./classifier/detector.ts";
import { detectors } from "./detectors/index.ts";

/** What a detector looks for, for people who review reasons. */
export interface DetectorDescription {
  readonly id: string;
  readonly version: number;
  readonly message: string;
  readonly owasp: string;
}

/** All detectors that a screener runs, the classifier last. */
export function listDetectors(): readonly DetectorDescription[] {
  return [...detectors, classifierDetector].map(({ id, version, message, owasp }) => ({
    id,
    version,
    message,
    owasp,
  }));
}
