import { estimateError } from "./errors.ts";
import { LCMCR_DEFAULTS } from "./lcmcr/settings.ts";

export const METHODS = ["lcmcr", "dga", "loglinear", "sparse", "chao", "coverage", "chapman"] as const;
export type MethodId = (typeof METHODS)[number];

/** A setting of a method: its default, whose type is the value's, and what else it must be. */
interface Rule {
  readonly standard: number | string;
  readonly least?: number;
  readonly most?: number;
  /** Sorts and ends of chains cannot be halves. */
  readonly whole?: true;
  /** For texts: whether the text can be used, and what is needed. */
  readonly fits?: (text: string) => boolean;
  readonly needs?: string;
}

const WHOLE_LCMCR: Readonly<Record<string, readonly [least: number, most: number]>> = {
  k: [1, 100],
  chains: [2, 64],
  burn: [0, 1e8],
  thin: [1, 1e6],
  draws: [8, 1e6],
  rounds: [1, 1e6],
  moves: [0, 100],
  temper: [0, 32],
};

/** Every setting that can be given as `method.setting`. */
const RULES: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(
    Object.entries(LCMCR_DEFAULTS).flatMap(([name, standard]) => {
      if (name === "seed") return [];
      const [least, most] = WHOLE_LCMCR[name] ?? [1e-9, 1e12];
      return [[`lcmcr.${name}`, { standard, least, most, ...(name in WHOLE_LCMCR ? { whole: true } : {}) } as Rule]];
    }),
  ),
  // Zero stands for 2^-J and cannot be given: a prior of nothing is none.
  "dga.delta": { standard: 0, least: 1e-9, most: 1e6 },
  "dga.grid": {
    standard: "",
    fits: (text) => text === "" || gridOf(text) !== null,
    needs: "FROM:TO or FROM:TO:POINTS in whole numbers, such as 0:6900:1000",
  },
  "dga.prior": {
    standard: "1/N",
    fits: (text) => text === "1/N" || /^\d*\.?\d+,\d*\.?\d+$/u.test(text),
    needs: "1/N, or shape and rate of a gamma as 13.14,55.17",
  },
  "loglinear.model": {
    standard: "",
    fits: (text) => text === "" || /^\[[\d:,]*\]$/u.test(text),
    needs: "the largest terms in brackets, lists numbered from 1, such as [12,3,4]",
  },
  "loglinear.criterion": {
    standard: "bic",
    fits: (text) => text === "bic" || text === "aic" || text === "average",
    needs: "bic, aic, or average (over all models by AIC)",
  },
  "loglinear.order": { standard: 0, least: 0, most: 10, whole: true },
  "sparse.threshold": { standard: 0.02, least: 0, most: 1 },
  "sparse.resamples": { standard: 1000, least: 0, most: 1e6, whole: true },
};

/** All settings in force, by `method.setting`. */
export type Settings = Readonly<Record<string, number | string>>;

/** Puts given settings over the defaults; numbers may be fractions (`1/32`). @throws estimate/bad-setting naming all that are wrong */
export function resolveSettings(given: Readonly<Record<string, number | string>> = {}): Settings {
  const problems = Object.entries(given).flatMap(([name, value]) => {
    const rule = RULES[name];
    const message = rule === undefined ? unknownSetting(name) : faultOf(name, value, rule);
    return message === null ? [] : [{ message }];
  });
  if (problems.length > 0) {
    throw estimateError("estimate/bad-setting", {
      what: "Cannot use the settings",
      found: problems.map(({ message }) => message).join("; "),
      unchanged: "Nothing was estimated.",
      mend: "Correct the settings; docs/formats/estimate.md lists them.",
      problems,
    });
  }
  const typed = Object.entries(given).map(([name, value]) => [
    name,
    typeof RULES[name]!.standard === "number" ? numberOf(value) : String(value),
  ]);
  const standards = Object.entries(RULES).map(([name, { standard }]) => [name, standard]);
  return Object.fromEntries([...standards, ...typed]);
}

function unknownSetting(name: string): string {
  const method = name.split(".")[0]!;
  const near = Object.keys(RULES).filter((known) => known.startsWith(`${method}.`));
  return `There is no setting "${name}"; there are ${(near.length > 0 ? near : Object.keys(RULES)).join(", ")}`;
}

function faultOf(name: string, value: number | string, rule: Rule): string | null {
  if (typeof rule.standard === "string")
    return rule.fits!(String(value)) ? null : `"${name}" is "${value}": needs ${rule.needs}`;
  const number = numberOf(value);
  const fits =
    Number.isFinite(number) &&
    number >= rule.least! &&
    number <= rule.most! &&
    (rule.whole === undefined || Number.isInteger(number));
  return fits
    ? null
    : `"${name}" is "${value}": needs a ${rule.whole ? "whole " : ""}number from ${rule.least} to ${rule.most}`;
}

function numberOf(value: number | string): number {
  if (typeof value === "number") return value;
  const [top, bottom, ...rest] = value.split("/");
  if (value.trim() === "" || rest.length > 0) return Number.NaN;
  return bottom === undefined ? Number(top) : Number(top) / Number(bottom);
}

/** The settings of one method, without its name in front. */
export function settingsOf(settings: Settings, method: MethodId): Record<string, number | string> {
  const own = Object.entries(settings).filter(([name]) => name.startsWith(`${method}.`));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(method.length + 1), value]));
}

/** The numbers of missed persons that a checked `dga.grid` names; `null` when it is left to the method. */
export function parseGrid(text: string): number[] | null {
  return text === "" ? null : gridOf(text);
}

/** `0:6900` is every number, `0:6900:1000` so many points evenly spread and rounded, as R's `round(seq(a, b, length.out = n))`. */
function gridOf(text: string): number[] | null {
  const parts = text.split(":");
  if (parts.length < 2 || parts.length > 3 || !parts.every((part) => /^\d{1,9}$/u.test(part))) return null;
  const [from, to, points = to! - from! + 1] = parts.map(Number);
  if (to! <= from! || points < 2 || points > 1_000_000) return null;
  const step = (to! - from!) / (points - 1);
  return [...new Set(Array.from({ length: points }, (_, i) => Math.round(from! + i * step)))];
}

/** All settings of a method in force, as one line: `a=0.25 aimEss=1000 ...`. @throws estimate/bad-setting */
export function settingsInForce(method: MethodId, given: Readonly<Record<string, number | string>>): string {
  const own = Object.entries(settingsOf(resolveSettings(given), method)).filter(([, value]) => value !== "");
  const words = own.map(([name, value]) => `${name}=${value}`).sort();
  return words.length === 0 ? "none" : words.join(" ");
}
