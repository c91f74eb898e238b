import { defaultPolicyFolder } from "@sallyport/sdk";
import type { Invocation } from "./command-context.ts";

/** The folder that was named, else the configuration's, else the policies that come with the SDK. */
export async function findPolicyFolder(invocation: Invocation, named: string | undefined): Promise<string> {
  return named ?? (await invocation.findConfig())?.policies ?? defaultPolicyFolder;
}
