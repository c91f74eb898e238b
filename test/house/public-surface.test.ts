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
        "createTerminalChannel",
        "defaultPolicyFolder",
        "explainReceipt",
        "exportActor",
        "exportAuthorizationDetails",
        "exportLedger",
        "findCauses",
        "findReceipt",
        "fingerprint",
        "generateSigningKey",
        "inert",
        "loadAgents",
        "loadConfig",
        "loadDirectory",
        "openSallyport",
        "openSigningKey",
        "parseConfig",
        "queryReceipts",
        "renderCard",
        "renderExplanation",
        "renderShadowReport",
        "renderTrace",
        "renderTraceHtml",
        "revocationKinds",
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
