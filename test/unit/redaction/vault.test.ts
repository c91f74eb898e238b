import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Principal } from "../../../sdk/src/identity/index.ts";
import {
  createRedactor,
  defaultRedactionPolicy,
  openVault,
  type Vault,
} from "../../../sdk/src/redaction/index.ts";
import { openStorage, type Storage } from "../../../sdk/src/storage/index.ts";

const key = { id: "k1", bytes: randomBytes(32) };
let storage: Storage;
let vault: Vault;
let now = 1_000;
const clock = () => now;

beforeEach(async () => {
  storage = await openStorage(":memory:");
  vault = openVault({ storage, key, clock });
});

const redactor = createRedactor({ policy: defaultRedactionPolicy({ operators: { context: "tokenise" } }) });
const text = "Pay DE89370400440532013000 for bob@example.com, cc bob@example.com, password=hunter2!";

const reader: Principal = {
  ...{ type: "user", id: "ana", tenant: "acme", roles: [], groups: [] },
  clearance: "internal",
};

async function tokenised(scope = "s1", expiresInMs?: number) {
  const tokens = await vault.scope({
    tenant: "acme",
    scope,
    ...(expiresInMs === undefined ? {} : { expiresInMs }),
  });
  const redacted = redactor.redact(text, { sink: "context", tokens }).text;
  await tokens.flush();
  return { tokens, redacted };
}

describe("vault", () => {
  it("[G6] takes values out and puts exactly them back, secrets excepted", async () => {
    const { tokens, redacted } = await tokenised();
    expect(redacted).toMatch(
      /^Pay \[\[IBAN_[a-z2-7]{20}\]\] for \[\[EMAIL_[a-z2-7]{20}\]\], cc \[\[EMAIL_[a-z2-7]{20}\]\], password=\[SECRET\]$/,
    );
    expect((await tokens.restore(redacted)).text).toBe(text.replace("hunter2!", "[SECRET]"));
    expect(redactor.redact(redacted, { sink: "context", tokens }).text).toBe(redacted);
  });

  it("gives the same value the same token in a scope, and another one in any other", async () => {
    const one = await tokenised();
    const again = await tokenised();
    const other = await tokenised("s2");
    expect(again.redacted).toBe(one.redacted);
    expect(other.redacted).not.toBe(one.redacted);
    const tenant = await vault.scope({ tenant: "umbrella", scope: "s1" });
    expect(tenant.tokenise("EMAIL", "bob@example.com")).not.toBe(
      one.redacted.match(/\[\[EMAIL_\w+\]\]/)?.[0],
    );
  });

  it("[G6] restores nothing in another scope or tenant", async () => {
    const { redacted } = await tokenised();
    for (const name of [
      { tenant: "acme", scope: "s2" },
      { tenant: "umbrella", scope: "s1" },
    ]) {
      const elsewhere = await vault.scope(name);
      expect(await elsewhere.restore(redacted)).toEqual({ text: redacted, types: {}, unknown: 3 });
    }
  });

  it("tolerates what models do to tokens", async () => {
    const { tokens, redacted } = await tokenised();
    const token = redacted.match(/EMAIL_([a-z2-7]{20})/)?.[1] as string;
    for (const mangled of [
      `[[EMAIL_${token}]]`,
      `[EMAIL_${token}]`,
      `EMAIL_${token}`,
      `[[email_${token.toUpperCase()}]]`,
      `\\[\\[EMAIL\\_${token}\\]\\]`,
      `[[ EMAIL_${token} ]]`,
      `%5B%5BEMAIL_${token}%5D%5D`,
    ])
      expect((await tokens.restore(`to **${mangled}**.`)).text).toBe("to **bob@example.com**.");
  });

  it("leaves a backslash before a whole token where it was", async () => {
    const { tokens } = await tokenised();
    const { text: redacted } = redactor.redact("C:\\bob@example.com", { sink: "context", tokens });
    expect((await tokens.restore(`\\${tokens.tokenise("EMAIL", "bob@example.com")}`)).text).toBe(
      "\\bob@example.com",
    );
    expect((await tokens.restore(redacted)).text).toBe("C:\\bob@example.com");
  });

  it("[G6] leaves tokens alone that were put together under another type's name", async () => {
    const { tokens, redacted } = await tokenised();
    const forged = redacted.replaceAll("IBAN_", "EMAIL_");
    const { text: shown, unknown } = await tokens.restore(forged);
    expect(shown).not.toContain("DE89");
    expect(unknown).toBe(1);
  });

  it("shows a reader only the types they are entitled to, and reports it first", async () => {
    const { tokens, redacted } = await tokenised();
    const reveals: unknown[] = [];
    const { text: shown } = await tokens.restore(redacted, {
      isEntitled: (type) => type === "EMAIL",
      onReveal: async (reveal) => void reveals.push(reveal),
    });
    expect(shown).toBe("Pay [IBAN] for bob@example.com, cc bob@example.com, password=[SECRET]");
    expect(reveals).toEqual([{ tenant: "acme", scope: "s1", types: { EMAIL: 1 } }]);
    const noReceipt = tokens.restore(redacted, {
      onReveal: () => Promise.reject(new Error("ledger is gone")),
    });
    await expect(noReceipt).rejects.toThrow("ledger is gone");
  });

  it("restores tool arguments and streams cut anywhere", async () => {
    const { tokens, redacted } = await tokenised();
    const token = redacted.match(/\[\[EMAIL_\w+\]\]/)?.[0] as string;
    expect(await tokens.restoreJson({ to: [token], [token]: 1 })).toEqual({
      to: ["bob@example.com"],
      "bob@example.com": 1,
    });
    async function* letters() {
      yield* redacted;
    }
    let shown = "";
    for await (const piece of tokens.restoreStream(letters())) shown += piece;
    expect(shown).toBe(text.replace("hunter2!", "[SECRET]"));
  });

  it("[G6] makes a number of what was one, in JSON and in arguments, and text of it within text", async () => {
    const tokens = await vault.scope({ tenant: "acme", scope: "numbers" });
    const record = {
      card: 4111111111111111,
      written: "4111111111111111",
      cents: 4111,
      nested: [{ iban: "x" }],
    };
    const hidden = redactor.redactJson(record, { sink: "context", tokens });
    expect(hidden).toMatchObject({ cents: 4111, nested: [{ iban: "x" }] });
    expect(hidden.card).toMatch(/^\[\[CARD_/);
    expect(hidden.written).not.toBe(hidden.card);
    expect(await tokens.restoreJson(hidden)).toEqual(record);
    expect((await tokens.restore(`card ${hidden.card}.`)).text).toBe("card 4111111111111111.");
    const keyed = { [String(hidden.card)]: hidden.card };
    expect(await tokens.restoreJson(keyed)).toEqual({ "4111111111111111": 4111111111111111 });
    expect(await tokens.restoreJson(hidden, { isEntitled: () => false })).toMatchObject({ card: "[CARD]" });
    const { arguments: given } = await redactor.restoreArguments(
      { card: hidden.card, note: `for ${hidden.card}` },
      {
        ...{ tokens, reader, steering: new Set(["/card"]) },
        tool: { name: "refund", audience: "tenant" },
      },
    );
    expect(given).toEqual({ card: 4111111111111111, note: `for ${hidden.card}` });
  });

  it("[G8] opens no number as a string, whatever the database says it is", async () => {
    const tokens = await vault.scope({ tenant: "acme", scope: "forms" });
    const token = tokens.tokenise("CARD", 4111111111111111);
    await tokens.flush();
    await storage.updateTable("vault_token").set({ form: "string" }).where("scope", "=", "forms").execute();
    await expect(tokens.restore(token)).rejects.toMatchObject({ code: "ERR_REDACTION_VAULT_DAMAGED" });
  });

  it("[G6] forgets a value in both of its forms", async () => {
    const tokens = await vault.scope({ tenant: "acme", scope: "forgotten" });
    const both = `${tokens.tokenise("CARD", 4111111111111111)} ${tokens.tokenise("CARD", "4111111111111111")}`;
    await tokens.flush();
    const subject = { tenant: "acme", type: "CARD", value: "4111111111111111" };
    expect(await vault.forget(subject)).toBeGreaterThanOrEqual(2);
    expect((await tokens.restore(both)).text).toBe(both);
  });

  it("holds no value in clear at rest", async () => {
    await tokenised();
    const rows = await storage.selectFrom("vault_token").selectAll().execute();
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(Buffer.from(row.sealed_value).toString("latin1")).not.toMatch(/bob@example|DE893704/);
      expect(row.token).toMatch(/^[a-z2-7]{20}$/);
    }
  });

  it("[G6] notices a sealed value that was changed or moved to another token", async () => {
    const { tokens, redacted } = await tokenised();
    const [one, two] = await storage.selectFrom("vault_token").selectAll().execute();
    await storage
      .updateTable("vault_token")
      .set({ sealed_value: two!.sealed_value })
      .where("token", "=", one!.token)
      .execute();
    await expect(tokens.restore(redacted)).rejects.toThrow(
      expect.objectContaining({ code: "ERR_REDACTION_VAULT_DAMAGED" }),
    );
  });

  it("forgets: by expiry, by value, by shredding", async () => {
    const { tokens, redacted } = await tokenised("short", 60_000);
    now += 60_000;
    expect((await tokens.restore(redacted)).unknown).toBe(3);
    expect(await vault.purgeExpired()).toBe(2);

    const kept = await tokenised("s1");
    expect(await vault.forget({ tenant: "acme", type: "EMAIL", value: "bob@example.com" })).toBe(1);
    const { text: shown } = await kept.tokens.restore(kept.redacted);
    expect(shown).toContain("DE89370400440532013000");
    expect(shown).not.toContain("bob@");

    await vault.shred({ tenant: "acme", scope: "s1" });
    expect(await storage.selectFrom("vault_token").selectAll().execute()).toEqual([]);
    const reopened = await vault.scope({ tenant: "acme", scope: "s1" });
    expect((await reopened.restore(kept.redacted)).text).toBe(kept.redacted);
  });

  it("[G6] takes nothing into a scope that was shredded while it was open; one of its name starts afresh", async () => {
    const { tokens, redacted } = await tokenised("gone");
    const late = tokens.tokenise("EMAIL", "late@example.com");
    await vault.shred({ tenant: "acme", scope: "gone" });
    await expect(tokens.restore(late)).rejects.toThrow();
    const reopened = await vault.scope({ tenant: "acme", scope: "gone" });
    await tokens.flush();
    await expect(reopened.restore(late)).rejects.toMatchObject({ code: "ERR_REDACTION_VAULT_DAMAGED" });
    expect((await reopened.restore(redacted)).text).toBe(redacted);
  });

  it("[G6] gives nothing to ten thousand guesses, and little to do with them", async () => {
    const { tokens } = await tokenised("guessed");
    const guess = () =>
      [...randomBytes(20)].map((byte) => "abcdefghijklmnopqrstuvwxyz234567"[byte & 31]).join("");
    const guesses = Array.from({ length: 10_000 }, () => `[[EMAIL_${guess()}]]`).join(" ");
    const { text: shown, unknown } = await tokens.restore(guesses);
    expect(shown).toBe(guesses);
    expect(unknown).toBe(10_000);
  });

  it("[G6] restores under a rotated key only what was sealed in the scope, and nothing without that key", async () => {
    const { redacted } = await tokenised("rotated");
    const next = { id: "k2", bytes: randomBytes(32) };
    await openVault({ storage, key: next, retired: [key], clock }).rotate();
    const name = { tenant: "acme", scope: "rotated" };
    await expect(vault.scope(name)).rejects.toMatchObject({ code: "ERR_REDACTION_VAULT_KEY" });
    const impostor = openVault({ storage, key: { id: "k2", bytes: randomBytes(32) }, clock });
    await expect(impostor.scope(name)).rejects.toMatchObject({ code: "ERR_REDACTION_VAULT_DAMAGED" });
    const other = await openVault({ storage, key: next, clock }).scope({ ...name, tenant: "umbrella" });
    expect((await other.restore(redacted)).text).toBe(redacted);
  });

  it("rotates its key and can then do without the old one", async () => {
    const { redacted } = await tokenised();
    const next = { id: "k2", bytes: randomBytes(32) };
    const rotating = openVault({ storage, key: next, retired: [key] });
    expect(await rotating.rotate()).toBe(1);
    const rotated = await openVault({ storage, key: next }).scope({ tenant: "acme", scope: "s1" });
    expect((await rotated.restore(redacted)).text).toContain("bob@example.com");
    await expect(vault.scope({ tenant: "acme", scope: "s1" })).rejects.toThrow(
      expect.objectContaining({ code: "ERR_REDACTION_VAULT_KEY" }),
    );
  });

  it("refuses a key of another length", () => {
    expect(() => openVault({ storage, key: { id: "short", bytes: randomBytes(16) } })).toThrow(
      expect.objectContaining({ code: "ERR_REDACTION_VAULT_KEY" }),
    );
  });
});
