import type { Principal, Sallyport } from "@sallyport/sdk";
import type { Person } from "./people/links.ts";

/** The person as the directory knows them at this moment; undefined for whoever it does not know any more. */
export async function findPrincipal(
  { directory }: Sallyport,
  { tenant, principal }: Person,
): Promise<Principal | undefined> {
  const found = await directory.find(tenant, principal);
  return found?.tenant === tenant && found.id === principal ? found : undefined;
}
