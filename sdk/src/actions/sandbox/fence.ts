import { spawnSync } from "node:child_process";

/** What keeps a program in. */
export interface Fence {
  /** What is closed: files outside its own folder, the network, other processes. Time and output always are. */
  readonly closed: readonly Closable[];
  readonly by: readonly ("bubblewrap" | "unshare" | "node-permissions")[];
  /** The command that starts `program` behind it, in `folder`. */
  wrap(folder: string, program: readonly string[]): readonly string[];
}

export type Closable = "files" | "network" | "processes";

/** `--permission` since Node 23.5; before that, an experiment. */
const permissionFlag = process.allowedNodeEnvironmentFlags.has("--permission")
  ? "--permission"
  : "--experimental-permission";
const hasNetworkPermission = process.allowedNodeEnvironmentFlags.has("--allow-net");

/** The strongest fence that this machine has for JavaScript (`node`), or for any command. */
export function findFence(kind: "node" | "command"): Fence {
  if (works(bubblewrap("/tmp", ["true"]))) {
    const inner = kind === "node" ? nodeFlags("/work") : [];
    return {
      closed: ["files", "network", "processes"],
      by: ["bubblewrap", ...(kind === "node" ? (["node-permissions"] as const) : [])],
      wrap: (folder, [program = "", ...rest]) => bubblewrap(folder, [program, ...inner, ...rest]),
    };
  }
  const isUnsharing = works([...unshare, "true"]);
  const namespaces = isUnsharing ? unshare : [];
  const closedByNode = kind === "node" ? (["files"] as const) : [];
  const isNetworkClosed = isUnsharing || (kind === "node" && hasNetworkPermission);
  return {
    closed: [
      ...closedByNode,
      ...(isNetworkClosed ? (["network"] as const) : []),
      ...(isUnsharing ? (["processes"] as const) : []),
    ],
    by: [
      ...(isUnsharing ? (["unshare"] as const) : []),
      ...(kind === "node" ? (["node-permissions"] as const) : []),
    ],
    wrap: (folder, [program = "", ...rest]) =>
      kind === "node"
        ? [...namespaces, program, ...nodeFlags(folder), ...rest]
        : [...namespaces, program, ...rest],
  };
}

/** New namespaces for network and processes; all in it die together. */
const unshare = [
  "unshare",
  "--user",
  "--map-root-user",
  "--net",
  "--pid",
  "--fork",
  "--kill-child",
  "--mount-proc",
];

function nodeFlags(folder: string): readonly string[] {
  return [permissionFlag, `--allow-fs-read=${folder}/*`, `--allow-fs-write=${folder}/*`, "--no-warnings"];
}

function bubblewrap(folder: string, program: readonly string[]): readonly string[] {
  // Of Node the program alone: it may stand in somebody's home.
  const readable = ["/usr", "/bin", "/lib", "/lib64", process.execPath];
  return [
    ...["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"],
    ...readable.flatMap((path) => ["--ro-bind-try", path, path]),
    ...["--proc", "/proc", "--dev", "/dev", "--bind", folder, "/work", "--symlink", "work", "/tmp"],
    // Both are held in memory, where what is written counts as no process's.
    ...["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/work"],
    ...program,
  ];
}

/** Installed is not enough: containers often forbid namespaces. */
function works([command = "", ...args]: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore", timeout: 5_000, env: {} }).status === 0;
}
