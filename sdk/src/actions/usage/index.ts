export { type Budget, defaultBudgets, refuseOverBudget, refuseTripped } from "./budgets.ts";
export { refuseOverLimit } from "./limits.ts";
export { ofTool } from "./measures.ts";
export { createUsage, type Reservation, type Usage } from "./usage.ts";
