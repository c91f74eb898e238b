import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

export interface ThrowAwayPostgres {
  /** Connects as one who may create databases. */
  readonly url: string;
  /** Ends the server and deletes all that it has kept. */
  stop(): Promise<void>;
}

/** The folder of Postgres's programs, where it is installed. */
export function findPostgres(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort().reverse() : [];
  const folders = [
    ...(process.env.PATH ?? "").split(delimiter),
    ...versions.map((version) => join(debian, version, "bin")),
  ];
  return folders.find((folder) => ["initdb", "postgres"].every((name) => existsSync(join(folder, name))));
}

// It ends with its standard input: whatever kills the tests stops the server too, and empties the disk.
const server = `
trap 'rm -rf "$2"' EXIT
"$1/initdb" -D "$2/data" -U sallyport -A trust -E UTF8 --no-locale --no-sync >&2 || exit
"$1/postgres" -D "$2/data" -F -c listen_addresses= -c unix_socket_directories="$2" &
cat
kill -TERM $!
kill -INT $!
wait
`;
/** Postgres does not run as root. */
const nobody = 65534;

/** A server of one's own, on a socket that nobody else can reach. */
export async function startPostgres(programs: string): Promise<ThrowAwayPostgres> {
  const home = mkdtempSync(join(tmpdir(), "sallyport-postgres-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chownSync(home, nobody, nobody);
  const child = spawn("sh", ["-c", server, "sh", programs, home], {
    cwd: home,
    stdio: ["pipe", "ignore", "pipe"],
    // A group of its own: Ctrl-C must not kill the shell before it has cleaned up.
    detached: true,
    ...(isRoot && { uid: nobody, gid: nobody }),
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  const closed = once(child, "close");
  const stop = async () => {
    child.stdin.end();
    await closed;
  };
  const url = `postgresql://sallyport@localhost/postgres?host=${encodeURIComponent(home)}`;
  for (const until = Date.now() + 30_000; !(await answers(url)); await sleep(50)) {
    if (child.exitCode === null && Date.now() < until) continue;
    await stop();
    throw new Error(`Postgres did not start:\n${log}`);
  }
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client(url);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}
