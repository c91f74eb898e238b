/** What the shell gets. Documented in `--help`. */
export const exitCode = { ok: 0, failedCheck: 1, usage: 2, denied: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
