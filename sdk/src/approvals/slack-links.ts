import type { Clock } from "../clock.ts";
import { type SigningKey, verifySignature } from "../crypto/index.ts";
import type { Storage } from "../storage/index.ts";

/** Who somebody is to Slack: an id means nothing without its workspace, and names mean nothing at all. */
export interface SlackIdentity {
  /** Empty outside of an Enterprise organisation. */
  readonly enterprise: string;
  readonly team: string;
  readonly user: string;
}

/** A person of the directory, by tenant and `sub`. */
export interface LinkedPerson {
  readonly tenant: string;
  readonly principal: string;
}

/**
 * Who is whom, stated by an administrator and signed with the bot's key: whoever can write to the database
 * cannot make themselves an approver. E-mail addresses play no part, people can change theirs.
 */
export interface SlackLinks {
  /** Replaces what the identity was linked to before. */
  link(identity: SlackIdentity, person: LinkedPerson): Promise<void>;
  /** False when there was nothing to unlink. */
  unlink(identity: SlackIdentity): Promise<boolean>;
  /** Undefined for nobody, and for a row that the bot's key has not signed. */
  find(identity: SlackIdentity): Promise<LinkedPerson | undefined>;
}

const tag = "sallyport/slack-link/v1";

/** `key` is the bot's: whoever holds it can approve in anybody's name, so it may say who is who as well. */
export function openSlackLinks({
  storage,
  key,
  clock,
}: {
  readonly storage: Storage;
  readonly key: SigningKey;
  readonly clock: Clock;
}): SlackLinks {
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

/** A fixed list, so that no two links share one encoding. */
function encode({ enterprise, team, user }: SlackIdentity, { tenant, principal }: LinkedPerson) {
  return [enterprise, team, user, tenant, principal];
}
