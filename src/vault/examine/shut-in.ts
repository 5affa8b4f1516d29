import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

export interface Limits {
  /** Of computing, for one file; on the clock ten times as many, and where computing cannot be told as many. */
  readonly seconds: number;
  /** Of all its memory; watched on Linux, elsewhere only its heap is bounded. */
  readonly mebibytes: number;
  /** Of its heap. */
  readonly heapMebibytes: number;
  /** Of an answer; what is longer is not from our reader. */
  readonly answerMebibytes: number;
}

export interface ShutInOptions {
  /** Path below the folder of built programs of the module that answers: it has `answer(header, bytes)`. */
  readonly answers: string;
  readonly limits: Limits;
  /** For tests: another program in place of the one that reads frames. */
  readonly program?: string | undefined;
}

/** Why there is no answer, as the end of a sentence. */
export interface Unanswered {
  readonly failed: string;
}

// Run from the sources, the programs are the built ones: the process that reads cannot compile.
const BUILT = new URL("../../../dist/", import.meta.url);

/**
 * A process for files that others made: it has no network where Linux lets it be shut (`unshare -n`), cannot read or write files
 * or start programs (the permissions of Node.js), and is ended when it takes too long or too much. A file that ends it is
 * told as such, and the next one gets a new process. What it answers is not to be trusted: a file may have taken it over.
 */
export class ShutIn {
  readonly #options: ShutInOptions;
  #child: ChildProcess | null = null;

  constructor(options: ShutInOptions) {
    this.#options = options;
  }

  /** What shuts it in, in words. */
  get confinement(): string {
    const { seconds, mebibytes, heapMebibytes } = this.#options.limits;
    return [
      canUnshare() ? "no network (unshare -n)" : "its network could not be shut",
      "no files or programs (permissions of Node.js)",
      `${seconds} s`,
      process.platform === "linux" ? `${mebibytes} MiB` : `a heap of ${heapMebibytes} MiB`,
    ].join(", ");
  }

  /** Never throws for what the bytes do. @returns what it answered: any JSON */
  async ask(header: object, bytes: Uint8Array): Promise<Readonly<Record<string, unknown>> | Unanswered> {
    const line = await this.#line(Buffer.from(JSON.stringify(header)), bytes);
    if (typeof line !== "string") return line;
    try {
      const value: unknown = JSON.parse(line);
      if (value === null || typeof value !== "object" || Array.isArray(value)) return SOMETHING_ELSE;
      if ("failed" in value) return { failed: String(value.failed) || "it could not be read" };
      return value as Readonly<Record<string, unknown>>;
    } catch {
      return SOMETHING_ELSE;
    }
  }

  close(): void {
    this.#child?.kill("SIGKILL");
    this.#child = null;
  }

  async #line(header: Buffer, bytes: Uint8Array): Promise<string | Unanswered> {
    const { seconds, mebibytes, answerMebibytes } = this.#options.limits;
    const child = this.#child ?? this.#start();
    this.#child = child;
    const lengths = Buffer.alloc(8);
    lengths.writeUInt32BE(header.length, 0);
    lengths.writeUInt32BE(bytes.length, 4);
    return new Promise((done) => {
      const parts: Buffer[] = [];
      let size = 0;
      const fail = (failed: string) => (): void => settle({ failed });
      // On a machine that is busy with other things an honest file must not look like one that never ends.
      const began = computingOf(child.pid);
      const patience = began === null ? seconds : seconds * 10;
      const late = fail(`its reader was ended after ${seconds} seconds`);
      const timer = setTimeout(late, patience * 1000);
      const watch = setInterval(() => {
        if ((computingOf(child.pid) ?? 0) - (began ?? 0) > seconds) late();
        if (memoryOf(child.pid) > mebibytes)
          settle({ failed: `its reader was ended: it took more than ${mebibytes} MiB` });
      }, 50);
      const take = (part: Buffer): void => {
        parts.push(part);
        size += part.length;
        if (size > answerMebibytes << 20) settle({ failed: "its reader answered without end" });
        else if (part.includes(0x0a)) settle(Buffer.concat(parts).toString("utf8"));
      };
      const ended = fail("its reader ended before it answered");
      const settle = (result: string | Unanswered): void => {
        clearTimeout(timer);
        clearInterval(watch);
        child.stdout!.off("data", take);
        child.off("exit", ended);
        child.off("error", ended);
        if (typeof result !== "string") this.close();
        done(result);
      };
      child.stdout!.on("data", take);
      child.once("exit", ended);
      child.once("error", ended);
      for (const part of [lengths, header, bytes]) child.stdin!.write(part);
    });
  }

  #start(): ChildProcess {
    const { answers, limits, program = fileURLToPath(new URL("vault/examine/child.js", BUILT)) } = this.#options;
    const node = [
      process.execPath,
      process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission",
      ...readable(program).map((path) => `--allow-fs-read=${path}`),
      `--max-old-space-size=${limits.heapMebibytes}`,
      "--no-warnings",
      program,
      new URL(answers, BUILT).href,
    ];
    const [command, ...args] = [...(canUnshare() ? ["unshare", "-rn"] : []), ...node] as [string, ...string[]];
    // Nothing of the environment: keys and names may stand in it.
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"], env: { PATH: process.env["PATH"] } });
    child.stdin!.on("error", () => undefined);
    // A forgotten one must not keep the program from ending, nor outlive it.
    child.unref();
    for (const pipe of [child.stdin, child.stdout]) (pipe as unknown as { unref?: () => void } | null)?.unref?.();
    const end = (): void => void child.kill("SIGKILL");
    process.once("exit", end);
    child.once("exit", () => process.off("exit", end));
    return child;
  }
}

const SOMETHING_ELSE: Unanswered = { failed: "its reader answered with something else" };

let shutting: boolean | null = null;
/** Whether this user may start a process in a network of its own. */
function canUnshare(): boolean {
  shutting ??= process.platform === "linux" && spawnSync("unshare", ["-rn", "true"], { stdio: "ignore" }).status === 0;
  return shutting;
}

/** The folders that the program and the libraries it needs lie in. */
function readable(program: string): readonly string[] {
  const require = createRequire(import.meta.url);
  const libraries = ["exifr", "yauzl", "parse5", "mammoth", "pdfjs-dist/legacy/build/pdf.mjs"].map((name) =>
    require.resolve(name),
  );
  const folders = libraries.map((path) => path.slice(0, path.lastIndexOf("node_modules") + "node_modules".length));
  const built = /^.*[\\/]dist(?=[\\/])/.exec(program)?.[0];
  const own = built ?? dirname(program);
  const packageFile = `${dirname(own)}/package.json`;
  // Where the folder of libraries is a link, the loader asks for the link first.
  const all = [...folders, ...librariesAbove(own), own].flatMap((folder) => [folder, realpathSync(folder)]);
  // Node 20 ends itself when a folder is named beside what lies in it.
  return [...new Set(all)].map((folder) => `${folder}/*`).concat(existsSync(packageFile) ? [packageFile] : []);
}

function librariesAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  const here = `${above}/node_modules`;
  return [...(existsSync(here) ? [here] : []), ...(above === folder ? [] : librariesAbove(above))];
}

/** Seconds that a process has computed; `null` where that cannot be told. The kernel tells them in hundredths (proc(5)). */
function computingOf(pid: number | undefined): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

/** Mebibytes of memory that a process holds; 0 where that cannot be told. */
function memoryOf(pid: number | undefined): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return (pages * 4096) / 2 ** 20;
  } catch {
    return 0;
  }
}
