export { type DeleteOptions, deleteDocument, deleteExpired } from "./delete-document.ts";
export { type EditLabelOptions, editLabel } from "./edit-label.ts";
export type { IngestErrorCode } from "./errors.ts";
export type { FailedDocument, IngestEvent, IngestSummary } from "./events.ts";
export { type IngestOptions, ingestFolder } from "./ingest-folder.ts";
export { type LabelDocumentsOptions, labelDocuments } from "./label-documents.ts";
export { supportedExtensions } from "./loaders/index.ts";
export { type Labelling, loadManifest, type Manifest, manifestName } from "./manifest.ts";
export { type ReleaseOptions, releaseDocument } from "./release-document.ts";
