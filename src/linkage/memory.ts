import { linkageError } from "./errors.ts";

/** Bytes in use now, and the most there may be. The engine has no view of the machine; it is handed one. */
export interface Memory {
  readonly limit: number;
  used(): number;
}

/** Stops before the machine begins to swap. @throws linkage/memory */
export function checkMemory(memory: Memory | undefined, when: string): void {
  if (memory === undefined || memory.used() <= memory.limit) return;
  refuseMemory(memory.used(), memory.limit, when);
}

/** @throws linkage/memory */
export function refuseMemory(used: number, limit: number, when: string): never {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  throw linkageError("linkage/memory", {
    what: "Cannot finish linking within the memory allowed",
    found: `${megabytes(used)} were needed when ${when}; ${megabytes(limit)} are allowed`,
    unchanged: "Nothing was written.",
    mend: "Raise --memory, name fewer columns with --map COLUMN=ignore, or give tighter rules with --block.",
  });
}
