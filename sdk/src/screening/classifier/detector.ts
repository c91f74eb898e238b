/** How the classifier presents itself among the detectors. Its version is the model's, which is in the screener's. */
export const classifierDetector = {
  id: "classifier",
  version: 1,
  message: "Reads like an instruction that does not belong to the text around it.",
  owasp: "LLM01",
} as const;
