import { expect, it } from "vitest";
import { createWorld } from "../langchain/world.ts";

it("[G6] shreds the values behind a thread's tokens with the conversation, and no others", async () => {
  const { sallyport } = await createWorld({ "note.md": "Nordwind is paid to DE89 3704 0044 0532 0130 00." });
  const startSession = async (thread: string) => {
    const token = (await sallyport.localIssuer?.issueToken("acme", "ben")) ?? "";
    return sallyport.startSession({ token, agent: "helper", thread });
  };
  const [deleted, kept] = [await startSession("t1"), await startSession("t2")];
  await deleted.search("Nordwind");
  await kept.search("Nordwind");
  const held = () => sallyport.storage.selectFrom("vault_token").select(["scope", "expires_at"]).execute();
  expect(await held()).toHaveLength(2);

  await sallyport.forgetSession(deleted.id);
  const rest = await held();
  expect(rest).toHaveLength(1);
  expect(rest[0]?.expires_at).not.toBeNull();

  const resumed = await sallyport.resumeSession(kept.id);
  await resumed.search("Nordwind");
  expect((await held()).every(({ expires_at }) => expires_at !== null)).toBe(true);
  await sallyport.close();
}, 60_000);
