import { type Account, createAccounts } from "./crm-accounts.ts";
import { openSqlite, type SqlValue } from "./sqlite.ts";

export type { Account } from "./crm-accounts.ts";

export interface RefundOrder {
  readonly accountId: string;
  /** In pence. */
  readonly amountMinor: number;
  readonly currency: string;
  readonly destinationIban: string;
  readonly reason: string;
  /** A repeated key pays once. */
  readonly idempotencyKey: string;
}

export interface Refund extends RefundOrder {
  readonly id: number;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** The demo's customer database. It does what it is told, as CRMs do: nothing here asks who is calling. */
export interface Crm {
  /** By id, or by a part of the name that fits one account alone. */
  lookupAccount(idOrName: string): Account | undefined;
  listAccounts(): Account[];
  updateContact(accountId: string, email: string): Account;
  issueRefund(order: RefundOrder): Refund;
  sendMail(mail: Mail): void;
  /** The accounts whose contact address is no longer the one that they began with. */
  changedContacts(): Account[];
  refunds(): Refund[];
  sentMails(): Mail[];
  close(): void;
}

/** Opens a new CRM with the demo's 210 accounts in it. */
export function openCrm(path = ":memory:"): Crm {
  const database = openSqlite(path);
  database.exec(schema);
  const insert = database.prepare("insert into account values (?, ?, ?, ?, ?, ?, ?)");
  for (const { id, name, contactName, contactEmail, iban, balanceMinor } of createAccounts()) {
    insert.run(id, name, contactName, contactEmail, contactEmail, iban, balanceMinor);
  }

  const accounts = (where: string, ...parameters: SqlValue[]) =>
    database
      .prepare(`select ${accountColumns} from account where ${where} order by id`)
      .all(...parameters) as Account[];
  const refunds = (where: string, ...parameters: SqlValue[]) =>
    database
      .prepare(`select ${refundColumns} from refund where ${where} order by id`)
      .all(...parameters) as Refund[];

  const requireAccount = (id: string): Account => {
    const [account] = accounts("id = ?", id);
    if (account === undefined) throw new Error(`There is no account ${id}.`);
    return account;
  };

  return {
    lookupAccount(idOrName) {
      const [byId] = accounts("id = ?", idOrName.toUpperCase());
      if (byId !== undefined) return byId;
      const found = accounts("instr(lower(name), lower(?)) > 0", idOrName.trim());
      return found.length === 1 ? found[0] : undefined;
    },
    listAccounts: () => accounts("true"),
    updateContact(accountId, email) {
      requireAccount(accountId);
      database.prepare("update account set contact_email = ? where id = ?").run(email, accountId);
      return requireAccount(accountId);
    },
    issueRefund(order) {
      requireAccount(order.accountId);
      if (!Number.isSafeInteger(order.amountMinor) || order.amountMinor <= 0) {
        throw new Error("A refund is a positive whole number of pence.");
      }
      const { accountId, amountMinor, currency, destinationIban, reason, idempotencyKey } = order;
      const values = [idempotencyKey, accountId, amountMinor, currency, destinationIban, reason];
      database
        .prepare(
          `insert into refund values (null, ?, ?, ?, ?, ?, ?) on conflict (idempotency_key) do nothing`,
        )
        .run(...values);
      const [refund] = refunds("idempotency_key = ?", idempotencyKey);
      if (refund === undefined || !isSameOrder(refund, order)) {
        throw new Error("This idempotency key belongs to another refund.");
      }
      return refund;
    },
    sendMail({ to, subject, body }) {
      database.prepare("insert into sent_mail values (null, ?, ?, ?)").run(to, subject, body);
    },
    changedContacts: () => accounts("contact_email <> first_contact_email"),
    refunds: () => refunds("true"),
    sentMails: () =>
      database.prepare('select recipient as "to", subject, body from sent_mail order by id').all() as Mail[],
    close() {
      database.close();
    },
  };
}

function isSameOrder(refund: Refund, order: RefundOrder): boolean {
  const keys = ["accountId", "amountMinor", "currency", "destinationIban", "reason"] as const;
  return keys.every((key) => refund[key] === order[key]);
}

const schema = `
  create table account (
    id text primary key,
    name text not null unique,
    contact_name text not null,
    contact_email text not null,
    first_contact_email text not null,
    iban text not null,
    balance_minor integer not null
  ) strict;
  create table refund (
    id integer primary key,
    idempotency_key text not null unique,
    account_id text not null references account (id),
    amount_minor integer not null,
    currency text not null,
    destination_iban text not null,
    reason text not null
  ) strict;
  create table sent_mail (
    id integer primary key,
    recipient text not null,
    subject text not null,
    body text not null
  ) strict;
`;

const accountColumns =
  "id, name, contact_name as contactName, contact_email as contactEmail, iban, balance_minor as balanceMinor";

const refundColumns = `
  id, idempotency_key as idempotencyKey, account_id as accountId, amount_minor as amountMinor, currency,
  destination_iban as destinationIban, reason`;
