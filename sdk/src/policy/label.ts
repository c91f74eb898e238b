import { z } from "zod/v4";
import { digestOf } from "../crypto/index.ts";
import { SallyportError } from "../errors.ts";
import { type Classification, classifications } from "../identity/index.ts";
import type { PolicyErrorCode } from "./policy-error.ts";

/** Where a document stands between "we wrote it" and "anybody could have". */
export const integrities = ["trusted", "reviewed", "untrusted"] as const;
export type Integrity = (typeof integrities)[number];

/** Who may read. `everyone` means everyone in the label's tenant, never beyond it. */
export interface Readers {
  readonly everyone?: boolean;
  readonly users?: readonly string[];
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
}

/** What a data owner writes about documents; identical ones are interned under one `id`. */
export interface Label {
  /** Digest of the rest: `lbl_` and 32 hexadecimal digits. */
  readonly id: string;
  readonly tenant: string;
  readonly readers: Readers;
  readonly classification: Classification;
  readonly integrity: Integrity;
  /** The person or group that answers for these documents. */
  readonly owner: string;
  readonly retentionDays?: number;
  readonly tags?: readonly string[];
}

const name = z
  .string()
  .min(1)
  .max(256)
  .refine((text) => text.isWellFormed() && text.trim() === text && !/\p{Cc}/u.test(text), {
    error: "must not begin or end with a space, nor hold control characters",
  });
const names = z.array(name).max(1000);

/** What a data owner writes. Unknown keys are refused: a misspelt `readers` must not pass unnoticed. */
export const labelSchema = z.strictObject({
  tenant: name,
  readers: z.strictObject({
    everyone: z.boolean().optional(),
    users: names.optional(),
    roles: names.optional(),
    groups: names.optional(),
  }),
  classification: z.enum(classifications),
  integrity: z.enum(integrities),
  owner: name,
  retentionDays: z.int().min(1).max(36_500).optional(),
  tags: names.optional(),
});

export type LabelInput = Omit<Label, "id">;

/**
 * The label that these words mean. Order, repetition and empty lists make no difference, so that the same
 * meaning always has the same id. The `id` of a label that was edited is made anew.
 *
 * @throws {SallyportError} `ERR_POLICY_LABEL` naming the key and what is accepted.
 */
export function createLabel(input: LabelInput): Label {
  const label = normalise(parse(labelSchema.extend({ id: z.string().optional() }), input));
  return { id: digestId(label), ...label };
}

/**
 * The id that {@link createLabel} gives to a label.
 *
 * @throws {SallyportError} `ERR_POLICY_LABEL`.
 */
export function labelId(input: LabelInput): string {
  return createLabel(input).id;
}

/**
 * A label from storage or from the wire, whose id must be its digest: who changes the readers of a stored
 * label without changing its id is found out here.
 *
 * @throws {SallyportError} `ERR_POLICY_LABEL`.
 */
export function parseLabel(value: unknown): Label {
  const { id, ...input } = parse(labelSchema.extend({ id: z.string() }), value);
  const label = normalise(input);
  if (id !== digestId(label)) refuse("The label's id is not the digest of its content.", undefined);
  return { id, ...label };
}

function digestId(label: LabelInput): string {
  return `lbl_${digestOf("sallyport/label/v1", label).slice("sha256:".length, "sha256:".length + 32)}`;
}

function normalise(input: z.infer<typeof labelSchema>): LabelInput {
  const { tenant, readers, classification, integrity, owner, retentionDays } = input;
  const tags = sorted(input.tags);
  const users = sorted(readers.users);
  const roles = sorted(readers.roles);
  const groups = sorted(readers.groups);
  return {
    tenant,
    readers: {
      ...(readers.everyone && { everyone: true }),
      ...(users && { users }),
      ...(roles && { roles }),
      ...(groups && { groups }),
    },
    classification,
    integrity,
    owner,
    ...(retentionDays !== undefined && { retentionDays }),
    ...(tags && { tags }),
  };
}

function sorted(list: readonly string[] | undefined): readonly string[] | undefined {
  return list?.length ? [...new Set(list)].sort() : undefined;
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) refuse(`The label is malformed. ${z.prettifyError(result.error)}`, result.error);
  return result.data;
}

function refuse(message: string, cause: unknown): never {
  throw new SallyportError<PolicyErrorCode>({
    code: "ERR_POLICY_LABEL",
    message,
    hint: "A label has tenant, readers, classification, integrity and owner; retentionDays and tags are optional.",
    cause,
  });
}
