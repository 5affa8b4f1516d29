import { type Effects, toHex } from "#kernel";
import { storeError } from "./errors.ts";
import type { Clock } from "./private-record.ts";

/** A claimed moment: ISO 8601 in UTC, and what helps to judge it later. */
export interface Moment {
  readonly t: string;
  readonly clk: Clock;
}

/**
 * The device's clock as one process run sees it. The run's name is random: a boot id of the system would tell which
 * machine it was.
 */
export class RunClock {
  readonly #effects: Effects;
  readonly #boot: string;

  constructor(effects: Effects) {
    this.#effects = effects;
    this.#boot = toHex(effects.randomBytes(8));
  }

  /** @param lastTime claimed time of the act before; "" for none. @throws store/bad-clock */
  read(lastTime: string): Moment {
    const now = this.#effects.now();
    const year = now.getUTCFullYear();
    if (!(year >= 1 && year <= 9999)) {
      throw storeError("store/bad-clock", {
        what: "Cannot record",
        found: `the clock shows "${String(now)}"; needed: a year from 1 to 9999`,
        unchanged: "Nothing was recorded.",
        mend: "Set the clock of this machine, then run the same command again.",
      });
    }
    const t = now.toISOString();
    const clk = { boot: this.#boot, ms: Math.round(this.#effects.monotonicMs()) };
    return { t, clk: t < lastTime ? { ...clk, back: true } : clk };
  }
}
