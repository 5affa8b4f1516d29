import type { Random } from "#kernel";
import { storeError } from "../errors.ts";
import type { Guard, Guards, Head } from "../guard.ts";

interface Kept {
  flushed: Head | null;
  /** Heads set since the last flush; a power cut may take any number of the newest. */
  readonly sets: Head[];
  isLocked: boolean;
}

/** Guards of one device that live in memory, beside a simulated disk. */
export class MemoryGuards implements Guards {
  readonly #kept = new Map<string, Kept>();

  create(folder: string): Guard {
    const kept: Kept = { flushed: null, sets: [], isLocked: false };
    this.#kept.set(folder, kept);
    return this.#open(kept);
  }

  async take(folder: string): Promise<Guard> {
    const kept = this.#kept.get(folder);
    const text = { what: "Cannot write to this case", unchanged: "Nothing was recorded.", mend: "Wait." };
    if (kept === undefined) throw storeError("store/no-guard", { ...text, found: "no guard" });
    if (kept.isLocked) throw storeError("store/locked", { ...text, found: "a writer" });
    return this.#open(kept);
  }

  peek(folder: string): Head | null {
    const kept = this.#kept.get(folder);
    return kept === undefined || kept.isLocked ? null : headOf(kept);
  }

  /** What stands after the power was cut now: any head from the last that was flushed to the last that was set. */
  crash(random: Random): MemoryGuards {
    const after = new MemoryGuards();
    for (const [folder, { flushed, sets }] of this.#kept) {
      const last = [flushed, ...sets][random.below(sets.length + 1)]!;
      after.#kept.set(folder, { flushed: last, sets: [], isLocked: false });
    }
    return after;
  }

  #open(kept: Kept): Guard {
    kept.isLocked = true;
    return {
      head: () => headOf(kept),
      set: (_, head) => void kept.sets.push(head),
      flush: () => {
        kept.flushed = kept.sets.at(-1) ?? kept.flushed;
        kept.sets.length = 0;
      },
      close: () => {
        kept.isLocked = false;
      },
    };
  }
}

function headOf({ sets, flushed }: Kept): Head {
  return sets.at(-1) ?? flushed ?? { n: 0, root: "" };
}
