export { decodeText } from "./decode-text.ts";
export { loadDocument, supportedExtensions } from "./load-document.ts";
export type { LoadedDocument } from "./loaded-document.ts";
