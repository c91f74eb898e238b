import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Company, createIngestedCompany } from "./company.ts";
import { askForRefund } from "./refunds.ts";
import { silence } from "./run.ts";

let company: Company;
beforeAll(async () => {
  company = await createIngestedCompany();
});
afterAll(() => company.remove());

const ask = (callId: string) => company.withSallyport((sallyport) => askForRefund(sallyport, callId));

describe("approvals", () => {
  it("lists what waits, as its approvers see it", async () => {
    const { id } = await ask("listed");
    const { code, out } = await company.run(["approvals", "list", "--tenant", "harbour"]);
    expect(code).toBe(0);
    expect(out).toContain("issue_refund");
    expect(out).toContain("AC-7");
    expect((await company.run(["approvals", "list", "--tenant", "lakeside"])).err).toBe(
      "Nothing waits for a decision.\n",
    );
    const listed = (await company.run(["approvals", "list", "--json"])).json();
    expect(listed.map((request: { id: string }) => request.id)).toContain(id);
  });

  it("[G2] records an entitled person's yes", async () => {
    const { id } = await ask("approved");
    const { code, err } = await company.run(["approvals", "decide", id, "--as", "otto"], { stdin: "yes\n" });
    expect(code).toBe(0);
    expect(err).toContain("Recorded: approved.");
    expect(await company.withSallyport(({ approvals }) => approvals.state(id))).toBe("approved");
  });

  it("records a no with its reason", async () => {
    const { id } = await ask("denied");
    const { code, json } = await company.run(["approvals", "decide", id, "--as", "otto", "--json"], {
      stdin: "not this month\n",
    });
    expect(code).toBe(0);
    expect(json()).toMatchObject({ type: "recorded", state: "denied" });
  });

  it("[G2] refuses the requester's own yes with 3", async () => {
    const { id } = await ask("self");
    const { code } = await company.run(["approvals", "decide", id, "--as", "harbour/nora"], {
      stdin: "yes\n",
    });
    expect(code).toBe(3);
    expect(await company.withSallyport(({ approvals }) => approvals.state(id))).toBe("pending");
  });

  it("[G2] takes silence for no answer, neither yes nor no", async () => {
    const { id } = await ask("silent");
    const { code, err } = await company.run(["approvals", "decide", id, "--as", "otto"], { stdin: "" });
    expect(code).toBe(2);
    expect(err).toContain("Nobody answered; nothing was decided.");
    expect(await company.withSallyport(({ approvals }) => approvals.state(id))).toBe("pending");
  });

  it("ends with Ctrl-C while it waits for an answer", async () => {
    const { id } = await ask("interrupted");
    const interruption = new AbortController();
    const deciding = company.run(["approvals", "decide", id, "--as", "otto"], {
      stdin: silence(),
      signal: interruption.signal,
    });
    await sleep(500);
    interruption.abort(new Error("interrupted"));
    const { code, err } = await deciding;
    expect(code).toBe(130);
    expect(err).toContain("Stopped.");
    expect(await company.withSallyport(({ approvals }) => approvals.state(id))).toBe("pending");
  });

  it("explains beforehand who may decide", async () => {
    const { id } = await ask("explained");
    const explain = (who: string) => company.run(["policy", "explain", who, "approve", id]);
    expect((await explain("otto")).code).toBe(0);
    expect((await explain("harbour/nora")).code).toBe(3);
  });

  it("exits with 2 for a request that there is not", async () => {
    const { code, err } = await company.run(["approvals", "decide", "apr_none", "--as", "otto"]);
    expect(code).toBe(2);
    expect(err).toContain("ERR_CLI_APPROVAL");
    expect((await company.run(["approvals", "decide"])).code).toBe(2);
  });
});

describe("agents", () => {
  it("lists them with their owners and tools", async () => {
    const { code, out } = await company.run(["agents", "--tenant", "harbour"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^clerk +harbour +owner sena +active +\*$/m);
    expect((await company.run(["agents", "--json"])).json()).toContainEqual(
      expect.objectContaining({ id: "desk", revoked: false }),
    );
    expect((await company.run(["agents", "--tenant", "lakeside"])).err).toBe("No agent is registered.\n");
  });

  it("warns of agents whose calls too few people may approve", async () => {
    const { err } = await company.run(["agents"]);
    expect(err).toMatch(
      /^desk: what .*high-impact-needs-approval.* stops, too few of security-reviewers may/m,
    );
    expect(err).toContain("its owner sena may not.");
    expect(err).toMatch(/^desk: what large-amount-needs-two stops, too few of finance-approvers/m);
    expect((await company.run(["agents", "--json"])).json()).toContainEqual(
      expect.objectContaining({
        id: "desk",
        unapprovable: expect.arrayContaining([
          { groups: ["finance-approvers"], policies: ["large-amount-needs-two"] },
        ]),
      }),
    );
  });

  it("takes no argument", async () => {
    expect((await company.run(["agents", "desk"])).code).toBe(2);
  });
});

describe("dev-token", () => {
  it("prints a token that a session starts with", async () => {
    const { code, out } = await company.run(["dev-token", "otto", "--expires-in", "5m"]);
    expect(code).toBe(0);
    await company.withSallyport(async (sallyport) => {
      const session = await sallyport.startSession({ token: out.trim(), agent: "desk" });
      expect(session.session.principal).toMatchObject({ id: "otto", tenant: "harbour" });
    });
  });

  it("says in JSON whose it is", async () => {
    const result = await company.run(["dev-token", "lakeside/nora", "--json"]);
    expect(result.json()).toMatchObject({ tenant: "lakeside", user: "nora", issuer: "urn:sallyport:local" });
  });

  it.each([
    [["dev-token", "nobody"], "Nobody is called nobody"],
    [["dev-token", "otto", "--expires-in", "0m"], "It takes a duration"],
    [["dev-token"], "missing required argument"],
  ])("refuses %j", async (args, message) => {
    const { code, err, out } = await company.run(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
  });
});
