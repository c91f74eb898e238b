import * as root from "@sallyport/sdk";
import * as langchain from "@sallyport/sdk/langchain";
import * as verify from "@sallyport/sdk/verify";
import { expect, it } from "vitest";

/** What we promise to keep. A change here is a change for users: say it in the changelog. */
it("exports these names and no others", () => {
  const names = (module: object) => Object.keys(module).sort();
  expect({ root: names(root), langchain: names(langchain), verify: names(verify) }).toMatchInlineSnapshot(`
    {
      "langchain": [
        "SecureRetriever",
        "guardTool",
        "sallyportMiddleware",
        "searchTool",
      ],
      "root": [
        "Sallyport",
        "SallyportError",
        "SallyportSession",
        "checkPolicies",
        "createFileAnchor",
        "createLabel",
        "createPolicyEngine",
        "createShadowEngine",
        "createTerminalChannel",
        "defaultPolicyFolder",
        "explainDecision",
        "explainReceipt",
        "exportActor",
        "exportAuthorizationDetails",
        "exportLedger",
        "findCauses",
        "findReceipt",
        "fingerprint",
        "formatProblem",
        "generateSigningKey",
        "inert",
        "loadAgents",
        "loadConfig",
        "loadDirectory",
        "loadPolicies",
        "matchReaders",
        "openSallyport",
        "openSigningKey",
        "parseConfig",
        "queryReceipts",
        "renderCard",
        "renderDecision",
        "renderExplanation",
        "renderPolicyTests",
        "renderShadowReport",
        "renderTrace",
        "renderTraceHtml",
        "revocationKinds",
        "runPolicyTests",
        "signDecision",
        "systemClock",
        "traceSession",
        "verifySignature",
        "verifyToolCredential",
      ],
      "verify": [
        "verifyConsistency",
        "verifyLedger",
        "verifyLedgerFile",
        "verifyReceiptProof",
      ],
    }
  `);
});
