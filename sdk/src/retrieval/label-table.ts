import type { Label, ReaderMatch } from "../policy/index.ts";
import { readEpoch, type Storage } from "../storage/index.ts";

/** How a principal matches a label's readers; bits, so that they add up. */
export const matchBits: Readonly<Record<ReaderMatch, number>> = { user: 1, role: 2, group: 4, everyone: 8 };

/**
 * A tenant's labels in memory. Labels never change, so they keep the numbers that they were given here, from 1,
 * and bringing the table up to date reads just the new ones.
 */
export class LabelTable {
  readonly tenant: string;
  #epoch = -1;
  readonly #labels: Label[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #bySubject = new Map<string, number[]>();
  readonly #kinds: number[] = [];
  readonly #kindOf = new Map<string, number>();
  #replacements = new Map<number, number>();

  constructor(tenant: string) {
    this.tenant = tenant;
  }

  /** The epoch up to which the table is complete. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Numbers run from 1 to this. */
  get size(): number {
    return this.#labels.length;
  }

  label(number: number): Label {
    return this.#labels[number - 1]!;
  }

  /** 0 when there is no such label. */
  numberOf(id: string): number {
    return this.#numbers.get(id) ?? 0;
  }

  /** Labels with equal kinds look the same to every policy. */
  kindOf(number: number): number {
    return this.#kinds[number - 1]!;
  }

  /** Labels that name `user:…`, `role:…`, `group:…` or `everyone` as a reader. */
  naming(subject: string): readonly number[] {
    return this.#bySubject.get(subject) ?? [];
  }

  /** From labels that were edited as a whole to those that their documents have now. */
  get replacements(): ReadonlyMap<number, number> {
    return this.#replacements;
  }

  /** The label that counts for documents that carry label `id`. */
  effective(id: string): Label | undefined {
    const number = this.numberOf(id);
    const effective = this.#replacements.get(number) ?? number;
    return effective === 0 ? undefined : this.label(effective);
  }

  async refresh(storage: Storage): Promise<void> {
    // The epoch is read first: the rows may be newer than it says, never older.
    const epoch = await readEpoch(storage, `labels:${this.tenant}`);
    if (epoch === this.#epoch) return;
    const labels = await storage
      .selectFrom("label")
      .select(["id", "label_json"])
      .where("tenant", "=", this.tenant)
      .where("revision", ">", this.#epoch)
      .orderBy("revision")
      .execute();
    const subjects = await storage
      .selectFrom("label")
      .innerJoin("label_subject", "label_subject.label_id", "label.id")
      .select(["label_subject.subject", "label.id"])
      .where("label.tenant", "=", this.tenant)
      .where("label.revision", ">", this.#epoch)
      .execute();
    const replacements = await storage
      .selectFrom("label_replacement")
      .select(["label_id", "replaced_by"])
      .where("tenant", "=", this.tenant)
      .execute();
    // From here on nothing waits, so that nobody sees half an update.
    const added = new Set<string>();
    for (const { id, label_json } of labels) {
      if (this.#numbers.has(id)) continue;
      this.#add(id, JSON.parse(label_json) as Label);
      added.add(id);
    }
    for (const { id, subject } of subjects) {
      if (!added.has(id)) continue;
      const named = this.#bySubject.get(subject);
      if (named === undefined) this.#bySubject.set(subject, [this.numberOf(id)]);
      else named.push(this.numberOf(id));
    }
    this.#replacements = new Map(
      replacements.map(({ label_id, replaced_by }) => [this.numberOf(label_id), this.numberOf(replaced_by)]),
    );
    this.#epoch = epoch;
  }

  #add(id: string, label: Label): void {
    const { classification, integrity, owner, tags = [] } = label;
    const look = JSON.stringify([classification, integrity, owner, tags]);
    const kind = this.#kindOf.get(look) ?? this.#kindOf.size;
    this.#kindOf.set(look, kind);
    this.#labels.push(label);
    this.#numbers.set(id, this.#labels.length);
    this.#kinds.push(kind);
  }
}
