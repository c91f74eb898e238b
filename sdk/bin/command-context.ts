import {
  type Config,
  loadAgents,
  loadConfig,
  loadDirectory,
  openSallyport,
  type Principal,
  type Sallyport,
  SallyportError,
  type SallyportOptions,
} from "@sallyport/sdk";
import type { CliHost } from "./host.ts";
import type { Terminal } from "./terminal.ts";

export interface GlobalOptions {
  readonly config?: string;
  readonly home?: string;
  readonly json?: boolean;
}

/** What a command opens the Sallyport with, beside the configuration. */
export type OpenOptions = Pick<SallyportOptions, "anchor">;

/** What every command has. */
export interface Invocation {
  readonly host: CliHost;
  readonly terminal: Terminal;
  /** The configuration; undefined when there is none and none was asked for. */
  findConfig(): Promise<Config | undefined>;
}

/** What a command works with when it needs the Sallyport itself. */
export interface CommandContext extends Invocation {
  readonly config: Config;
  readonly sallyport: Sallyport;
  readonly people: readonly Principal[];
}

const defaultConfig = "sallyport.config.json";

export function createInvocation(options: GlobalOptions, host: CliHost, terminal: Terminal): Invocation {
  return {
    host,
    terminal,
    async findConfig() {
      try {
        return await readConfig(options);
      } catch (error) {
        const isMissing = SallyportError.isInstance(error) && error.code === "ERR_CONFIG_NOT_FOUND";
        if (isMissing && options.config === undefined) return undefined;
        throw error;
      }
    },
  };
}

/** Opens everything, runs `work`, and closes again whatever happens. */
export async function withSallyport<T>(
  options: GlobalOptions,
  invocation: Invocation,
  work: (context: CommandContext) => Promise<T>,
  open: OpenOptions = {},
): Promise<T> {
  const config = await readConfig(options);
  const directory = await loadDirectory(config.directory);
  const opening = openSallyport({
    home: config.home,
    directory,
    ...open,
    ...(config.policies === undefined ? {} : { policies: config.policies }),
    ...(config.ledgerOrigin === undefined ? {} : { ledgerOrigin: config.ledgerOrigin }),
  });
  const sallyport = await invocation.terminal.during(`opening ${config.home}`, opening);
  try {
    for (const agent of config.agents === undefined ? [] : await loadAgents(config.agents)) {
      await sallyport.registerAgent(agent);
    }
    return await work({ ...invocation, config, sallyport, people: directory.people });
  } finally {
    await sallyport.close();
  }
}

async function readConfig({ config = defaultConfig, home }: GlobalOptions): Promise<Config> {
  const loaded = await loadConfig(config);
  return home === undefined ? loaded : { ...loaded, home };
}
