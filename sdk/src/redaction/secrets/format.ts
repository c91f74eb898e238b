/** A way of writing that gives a secret away. */
export interface Format {
  readonly rule: string;
  /** In small letters. The pattern is only tried in a text that has one of them, in whatever letters. */
  readonly markers: readonly string[];
  /** Its first group is the secret; without groups, all of it is. Every repetition has a bound. */
  readonly pattern: RegExp;
  readonly accepts?: (value: string) => boolean;
}
