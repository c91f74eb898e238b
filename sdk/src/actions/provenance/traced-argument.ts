import type { Leaf } from "../json-pointer.ts";
import type { Part } from "./cover.ts";

/** Where one argument's value came from. */
export interface TracedArgument {
  readonly leaf: Leaf;
  /** `whole`: somebody holds the value as it is. `parts`: it was put together, or made up. */
  readonly type: "whole" | "parts";
  /** One for a whole value. The holders of each: the most trustworthy first. */
  readonly parts: readonly Part[];
}
