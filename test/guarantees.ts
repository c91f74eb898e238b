/** The guarantees of the product. Tests that attack one begin their title with its id: `[G4] refuses …`. */
export interface Guarantee {
  readonly id: string;
  readonly statement: string;
  /** What no test covers yet, and why. */
  readonly gaps: readonly string[];
}

export const guarantees: readonly Guarantee[] = [
  {
    id: "G1",
    statement:
      "A vector that the principal may not read is never scored, and its existence changes nothing observable.",
    gaps: [],
  },
  {
    id: "G2",
    statement:
      "A guarded tool runs only after the policy said allow, or enough entitled humans approved, for those exact arguments; all of it is checked again at execution.",
    gaps: [],
  },
  {
    id: "G3",
    statement:
      "Authority only narrows: a forged, spliced, widened, truncated, replayed or expired delegation is refused.",
    gaps: [],
  },
  {
    id: "G4",
    statement:
      "Every decision and outcome leaves a signed receipt; any change to the ledger is detected offline with the public key alone.",
    gaps: [],
  },
  {
    id: "G5",
    statement:
      "A revocation takes effect on the next call, and within 1 s in other processes. Siblings keep working.",
    gaps: [],
  },
  {
    id: "G6",
    statement: "What leaves passes the redaction policy, streamed or not.",
    gaps: [],
  },
  {
    id: "G7",
    statement:
      "Content read under a label reaches no audience outside that label without a human approving it.",
    gaps: [],
  },
  {
    id: "G8",
    statement: "Everything that cannot be evaluated denies.",
    gaps: [],
  },
];
