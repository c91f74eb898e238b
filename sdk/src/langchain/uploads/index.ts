export type { UploadLimits } from "./inspect-upload.ts";
export { inspectUploads } from "./message-uploads.ts";
