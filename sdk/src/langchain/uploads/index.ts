export {
  defaultUploadLimits,
  inspectUpload,
  type UploadFinding,
  type UploadLimits,
} from "./inspect-upload.ts";
export { inspectUploads } from "./message-uploads.ts";
