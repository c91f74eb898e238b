import { isValidIBAN } from "ibantools";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Crm, openCrm, type RefundOrder } from "../../../examples/demo/crm.ts";

const refund: RefundOrder = {
  accountId: "AC-1042",
  amountMinor: 3_249_00,
  currency: "GBP",
  destinationIban: "GB29NWBK60161331926819",
  reason: "CN-2291: one Tarn 40 of SO-48817 was damaged on delivery",
  idempotencyKey: "approval-1",
};

describe("the demo's CRM", () => {
  let crm: Crm;
  beforeEach(() => {
    crm = openCrm();
  });
  afterEach(() => crm.close());

  it("begins with 210 accounts of distinct names, addresses and valid bank accounts", () => {
    const accounts = crm.listAccounts();
    expect(accounts).toHaveLength(210);
    expect([accounts[0]?.id, accounts[209]?.id]).toEqual(["AC-1001", "AC-1210"]);
    for (const key of ["name", "contactEmail", "iban"] as const) {
      expect(new Set(accounts.map((account) => account[key])).size, key).toBe(210);
    }
    expect(accounts.filter(({ iban }) => !isValidIBAN(iban))).toEqual([]);
    expect(accounts.filter(({ contactEmail }) => !/^[^\s@]+@[a-z]+\.example$/.test(contactEmail))).toEqual(
      [],
    );
  });

  it("is the same on every run", () => {
    const other = openCrm();
    expect(other.listAccounts()).toEqual(crm.listAccounts());
    other.close();
  });

  it("finds an account by id and by an unambiguous part of its name", () => {
    expect(crm.lookupAccount("ac-1042")?.name).toBe("Fernhollow Research Institute");
    expect(crm.lookupAccount("fernhollow")).toMatchObject({ id: "AC-1042", balanceMinor: -303_700 });
    expect(crm.lookupAccount("Analytical")).toBeUndefined();
    expect(crm.lookupAccount("AC-9999")).toBeUndefined();
    expect(crm.lookupAccount("%")).toBeUndefined();
  });

  it("counts the contacts that changed, and forgets those that were put back", () => {
    crm.updateContact("AC-1042", "notices@elsewhere.example");
    crm.updateContact("AC-1077", "notices@elsewhere.example");
    expect(crm.changedContacts().map(({ id }) => id)).toEqual(["AC-1042", "AC-1077"]);
    crm.updateContact("AC-1077", "s.bellamy@northmere.example");
    expect(crm.changedContacts().map(({ id }) => id)).toEqual(["AC-1042"]);
    expect(() => crm.updateContact("AC-9999", "a@b.example")).toThrow("no account AC-9999");
  });

  it("pays a refund once for one idempotency key", () => {
    const paid = crm.issueRefund(refund);
    expect(crm.issueRefund(refund)).toEqual(paid);
    expect(() => crm.issueRefund({ ...refund, destinationIban: "LT121000011101001000" })).toThrow(
      "another refund",
    );
    expect(crm.refunds()).toEqual([{ id: 1, ...refund }]);
  });

  it.each([0, -1, 0.5, Number.NaN])("refuses to refund %s pence", (amountMinor) => {
    expect(() => crm.issueRefund({ ...refund, amountMinor })).toThrow("whole number of pence");
    expect(crm.refunds()).toEqual([]);
  });

  it("keeps the mail that it sent", () => {
    const mail = { to: "judith.amsel@fernhollow.example", subject: "Your refund", body: "It is on its way." };
    crm.sendMail(mail);
    expect(crm.sentMails()).toEqual([mail]);
  });
});
