import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main as compile } from "assemblyscript/asc";

const source = fileURLToPath(new URL("scan.ts", import.meta.url));
const target = fileURLToPath(new URL("../src/retrieval/index/kernel-code.ts", import.meta.url));

/** Compiles the kernel; the same source gives the same bytes. */
export async function compileKernel(): Promise<Uint8Array> {
  const output = join(await mkdtemp(join(tmpdir(), "kernel-")), "scan.wasm");
  const { error, stderr } = await compile([source, "--outFile", output, ...flags]);
  if (error !== null) throw new Error(stderr.toString(), { cause: error });
  return readFile(output);
}

// A shared memory, so that worker threads can scan it too; no runtime, because nothing is allocated.
const flags = [
  ...["-O3", "--converge", "--noAssert", "--runtime", "stub"],
  ...["--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
  ...["--enable", "simd", "--enable", "threads", "--enable", "bulk-memory"],
];

export function kernelModule(code: Uint8Array): string {
  const lines =
    Buffer.from(code)
      .toString("base64")
      .match(/.{1,100}/g) ?? [];
  return `// Generated from sdk/kernel/scan.ts by sdk/kernel/build.ts; a test compares the two.\nexport const kernelCode =\n${lines.map((line) => `  "${line}"`).join(" +\n")};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(target, kernelModule(await compileKernel()));
}
