export type { ContentSource } from "./content.ts";
