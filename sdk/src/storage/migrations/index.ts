import type { Migration } from "kysely";
import * as initial from "./0001-initial.ts";
import * as documentRevisions from "./0040-document-revisions.ts";

/** In order; a migration that has been released is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-initial": initial,
  "0040-document-revisions": documentRevisions,
};
