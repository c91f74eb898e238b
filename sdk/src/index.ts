export { SallyportError } from "./errors.ts";
