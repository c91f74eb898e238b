export { type Ledger, type Receipt, type ReceiptInput, type ReceiptType, receiptTypes } from "./receipt.ts";
