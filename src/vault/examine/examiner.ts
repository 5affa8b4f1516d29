import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Examination, Exhibit } from "#record";

/** What was found in a file, and what it means for the exhibit's own fields. */
export interface Examined {
  readonly flags: Exhibit["flags"];
  /** Names of the blocks found. */
  readonly blocks: readonly string[];
  readonly record: Omit<Examination, "uid" | "id">;
}

export interface Limits {
  /** On the clock, for one file. */
  readonly seconds: number;
  /** Of all its memory; watched on Linux, elsewhere only its heap is bounded. */
  readonly mebibytes: number;
}

const LIMITS: Limits = { seconds: 30, mebibytes: 700 };
const HEAP_MEBIBYTES = 256;
/** An answer is bounded by the child; what is longer is not from it. */
const LONGEST_ANSWER = 4 << 20;

/**
 * Looks into files in a process that has no network where Linux lets it (`unshare -n`), cannot read or write files or start
 * programs (the permissions of Node.js), and is ended when it takes too long or too much. A file that ends it is told as such, and
 * the next one gets a new process.
 */
export class Examiner {
  readonly #program: string;
  readonly #limits: Limits;
  #child: ChildProcess | null = null;
  #confinement = "";

  /** @param options for tests: another program, other limits */
  constructor(options: { readonly program?: string; readonly limits?: Limits } = {}) {
    // Run from the sources, the program is the built one: the process that reads cannot compile.
    this.#program = options.program ?? fileURLToPath(new URL("../../../dist/vault/examine/child.js", import.meta.url));
    this.#limits = options.limits ?? LIMITS;
  }

  /** Never throws for what the bytes do. @param bytes of the file, or of its beginning */
  async examine(bytes: Uint8Array, mediaType: string): Promise<Examined> {
    const answer = await this.#ask(bytes, mediaType);
    const base = { what: "metadata" as const, confinement: this.#confinement };
    if ("failed" in answer) {
      const record = {
        ...base,
        tool: "none",
        outcome: "unread" as const,
        remarks: [answer.failed],
        entries: [],
        leftOut: 0,
      };
      return { flags: ["metadata-unreadable"], blocks: [], record };
    }
    const { flags, blocks, entries, tool, leftOut } = answer;
    const kept = entries.filter(({ name, value }) => name.trim() !== "" && value.trim() !== "");
    const record = { ...base, tool, outcome: "read" as const, remarks: [], entries: kept, leftOut };
    return { flags, blocks, record };
  }

  close(): void {
    this.#child?.kill("SIGKILL");
    this.#child = null;
  }

  async #ask(bytes: Uint8Array, mediaType: string): Promise<Answer | { readonly failed: string }> {
    const child = this.#child ?? this.#start();
    this.#child = child;
    const header = Buffer.from(JSON.stringify({ mediaType }));
    const lengths = Buffer.alloc(8);
    lengths.writeUInt32BE(header.length, 0);
    lengths.writeUInt32BE(bytes.length, 4);
    const line = await new Promise<string | { readonly failed: string }>((done) => {
      const parts: Buffer[] = [];
      let size = 0;
      const fail = (failed: string) => (): void => settle({ failed });
      const timer = setTimeout(
        fail(`its reader was ended after ${this.#limits.seconds} seconds`),
        this.#limits.seconds * 1000,
      );
      const watch = setInterval(() => {
        if (memoryOf(child.pid) > this.#limits.mebibytes)
          settle({ failed: `its reader was ended: it took more than ${this.#limits.mebibytes} MiB` });
      }, 50);
      const take = (part: Buffer): void => {
        parts.push(part);
        size += part.length;
        if (size > LONGEST_ANSWER) settle({ failed: "its reader answered without end" });
        else if (part.includes(0x0a)) settle(Buffer.concat(parts).toString("utf8"));
      };
      const ended = fail("its reader ended before it answered");
      const settle = (result: string | { readonly failed: string }): void => {
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
    if (typeof line !== "string") return line;
    return readAnswer(line);
  }

  #start(): ChildProcess {
    const shut = canUnshare() ? ["unshare", "-rn"] : [];
    const node = [
      process.execPath,
      process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission",
      ...readable(this.#program).map((path) => `--allow-fs-read=${path}`),
      `--max-old-space-size=${HEAP_MEBIBYTES}`,
      "--no-warnings",
      this.#program,
    ];
    const [command, ...args] = [...shut, ...node] as [string, ...string[]];
    this.#confinement = [
      shut.length > 0 ? "no network (unshare -n)" : "its network could not be shut",
      "no files or programs (permissions of Node.js)",
      `${this.#limits.seconds} s`,
      process.platform === "linux" ? `${this.#limits.mebibytes} MiB` : `a heap of ${HEAP_MEBIBYTES} MiB`,
    ].join(", ");
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

interface Answer {
  readonly flags: Exhibit["flags"];
  readonly blocks: readonly string[];
  readonly entries: { readonly name: string; readonly value: string }[];
  readonly tool: string;
  readonly leftOut: number;
}

/** The answer is not trusted either: a file may have taken its reader over. */
function readAnswer(line: string): Answer | { readonly failed: string } {
  const failed = { failed: "its reader answered with something else" };
  try {
    const value = JSON.parse(line) as Record<string, unknown>;
    if (typeof value["failed"] === "string") return { failed: value["failed"] || "it could not be read" };
    const { flags, blocks, entries, tool, leftOut } = value;
    const isText = (each: unknown): boolean => typeof each === "string";
    const areEntries = Array.isArray(entries) && entries.every((entry) => isText(entry?.name) && isText(entry?.value));
    if (!Array.isArray(flags) || !Array.isArray(blocks) || !areEntries || !isText(tool)) return failed;
    if (!flags.every((flag) => /^(location|device|author)-metadata$|^metadata-unreadable$/.test(String(flag))))
      return failed;
    return { flags, blocks: blocks.map(String), entries, tool: String(tool), leftOut: Number(leftOut) } as Answer;
  } catch {
    return failed;
  }
}

let shutting: boolean | null = null;
/** Whether this user may start a process in a network of its own. */
function canUnshare(): boolean {
  shutting ??= process.platform === "linux" && spawnSync("unshare", ["-rn", "true"], { stdio: "ignore" }).status === 0;
  return shutting;
}

/** The folders that the program and the libraries it needs lie in. */
function readable(program: string): readonly string[] {
  const require = createRequire(import.meta.url);
  const libraries = ["exifr", "yauzl", "parse5", "pdfjs-dist/legacy/build/pdf.mjs"].map((name) =>
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

/** Mebibytes of memory that a process holds; 0 where that cannot be told. */
function memoryOf(pid: number | undefined): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return (pages * 4096) / 2 ** 20;
  } catch {
    return 0;
  }
}
