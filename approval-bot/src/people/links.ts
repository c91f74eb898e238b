import { type Clock, type SigningKey, type Storage, verifySignature } from "@sallyport/sdk";
import type { SlackIdentity } from "./slack-identity.ts";

/** A person of the directory, by tenant and `sub`. */
export interface Person {
  readonly tenant: string;
  readonly principal: string;
}

const tag = "sallyport/slack-link/v1";

/**
 * Who is whom, stated by an administrator and signed with the bot's key: whoever can write to the database
 * cannot make themselves an approver. E-mail addresses play no part, people can change theirs.
 */
export interface Links {
  link(identity: SlackIdentity, person: Person): Promise<void>;
  unlink(identity: SlackIdentity): Promise<boolean>;
  /** Undefined for nobody, and for a row that the bot has not signed. */
  find(identity: SlackIdentity): Promise<Person | undefined>;
}

export function openLinks({
  storage,
  key,
  clock,
}: {
  readonly storage: Storage;
  readonly key: SigningKey;
  readonly clock: Clock;
}): Links {
  const encode = ({ enterprise, team, user }: SlackIdentity, { tenant, principal }: Person) => [
    ...[enterprise, team, user, tenant, principal],
  ];
  return {
    async link(identity, person) {
      const { enterprise, team, user: slack_user } = identity;
      const row = { ...person, linked_at: clock(), signature: key.sign(tag, encode(identity, person)) };
      await storage
        .insertInto("slack_link")
        .values({ enterprise, team, slack_user, ...row })
        .onConflict((conflict) => conflict.columns(["enterprise", "team", "slack_user"]).doUpdateSet(row))
        .execute();
    },

    async unlink({ enterprise, team, user }) {
      const { numDeletedRows } = await storage
        .deleteFrom("slack_link")
        .where("enterprise", "=", enterprise)
        .where("team", "=", team)
        .where("slack_user", "=", user)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async find(identity) {
      const row = await storage
        .selectFrom("slack_link")
        .select(["tenant", "principal", "signature"])
        .where("enterprise", "=", identity.enterprise)
        .where("team", "=", identity.team)
        .where("slack_user", "=", identity.user)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const { signature, ...person } = row;
      return verifySignature(key.publicKey, tag, encode(identity, person), signature) ? person : undefined;
    },
  };
}
