import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createPolicyEngine, loadPolicies } from "../../../sdk/src/policy/index.ts";

/** A new folder with these files; a text alone becomes `policies.cedar`. */
export async function policyFolder(files: string | Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sallyport-policies-"));
  const named = typeof files === "string" ? { "policies.cedar": files } : files;
  for (const [name, text] of Object.entries(named)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** An engine for policies written in a test. */
export async function engineFor(files: string | Record<string, string>) {
  return createPolicyEngine(await loadPolicies(await policyFolder(files)));
}

export const permitTools = `
@id("permit-tools")
permit (principal, action == Sallyport::Action::"call_tool", resource);
`;
