import type { Files } from "../files.ts";

/** What goes wrong, from which call on. Calls that only read are not counted. */
export interface Fault {
  /** From 0, among the counted calls. */
  readonly at: number;
  readonly code: "EIO" | "ENOSPC" | "EROFS";
  /** One call only, or every call from there on. */
  readonly lasts: "once" | "on";
  /** Writes put half of their bytes down before they fail. */
  readonly isShort?: boolean;
}

const COUNTED = [
  "open",
  "write",
  "truncate",
  "syncData",
  "sync",
  "syncFolder",
  "makeFolder",
  "rename",
  "remove",
] as const;

/** A disk on which one call, or each from one on, fails; with `null` it only counts. */
export class FaultyFiles {
  calls = 0;
  readonly names: string[] = [];
  readonly files: Files;

  constructor(files: Files, fault: Fault | null) {
    let nextAt = fault?.at ?? 0;
    const faulty: Record<string, unknown> = { ...bound(files) };
    for (const name of COUNTED) {
      const call = files[name].bind(files) as (...args: unknown[]) => unknown;
      faulty[name] = (...args: unknown[]) => {
        if (name === "open" && args[1] === "r") return call(...args);
        const at = this.calls++;
        this.names.push(name);
        if (fault === null || (fault.lasts === "once" ? at !== nextAt : at < nextAt)) return call(...args);
        const bytes = args[1];
        if (
          name === "write" &&
          fault.isShort === true &&
          bytes instanceof Uint8Array &&
          bytes.length > 1 &&
          at === nextAt
        ) {
          // The first half goes down; the call for the rest fails.
          nextAt += 1;
          return call(args[0], bytes.subarray(0, bytes.length >> 1));
        }
        throw Object.assign(new Error(`${fault.code}: made up`), { code: fault.code });
      };
    }
    this.files = faulty as unknown as Files;
  }
}

function bound(files: Files): Files {
  const names = ["open", "close", "read", "write", "size", "truncate", "syncData", "sync", "syncFolder"] as const;
  const more = ["makeFolder", "exists", "rename", "remove"] as const;
  return Object.fromEntries([...names, ...more].map((name) => [name, files[name].bind(files)])) as unknown as Files;
}

/** A disk that writes at most a few bytes a call, as it may. */
export function shortWrites(files: Files, most: number): Files {
  return { ...bound(files), write: (fd, bytes) => files.write(fd, bytes.subarray(0, most)) };
}
