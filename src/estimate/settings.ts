import { estimateError } from "./errors.ts";
import { LCMCR_DEFAULTS } from "./lcmcr/settings.ts";

export const METHODS = ["lcmcr", "dga", "loglinear", "sparse", "chao", "coverage", "chapman"] as const;
export type MethodId = (typeof METHODS)[number];

/** Defaults of every setting that can be given as `method.setting`; a value's type is its default's. */
const DEFAULTS: Readonly<Record<string, number | string>> = {
  ...Object.fromEntries(
    Object.entries(LCMCR_DEFAULTS).flatMap(([k, v]) => (k === "seed" || k === "temper" ? [] : [[`lcmcr.${k}`, v]])),
  ),
  "dga.delta": 0,
  "dga.grid": "",
  "dga.prior": "1/N",
  "loglinear.model": "",
  "loglinear.criterion": "bic",
  "loglinear.order": 0,
  "sparse.threshold": 0.02,
  "sparse.resamples": 1000,
};
const AT_LEAST: Readonly<Record<string, number>> = {
  "lcmcr.k": 1,
  "lcmcr.chains": 2,
  "lcmcr.draws": 8,
  "lcmcr.thin": 1,
  "lcmcr.rounds": 1,
};

/** All settings in force, by `method.setting`. */
export type Settings = Readonly<Record<string, number | string>>;

/** Puts given settings over the defaults. @throws estimate/bad-setting naming all that are wrong */
export function resolveSettings(given: Readonly<Record<string, number | string>> = {}): Settings {
  const problems = Object.entries(given).flatMap(([name, value]) => {
    const standard = DEFAULTS[name];
    if (standard === undefined)
      return [{ message: `There is no setting "${name}"; there are ${Object.keys(DEFAULTS).join(", ")}` }];
    if (typeof standard === "string") return [];
    const number = Number(value);
    const least = AT_LEAST[name] ?? 0;
    if (value === "" || !Number.isFinite(number) || number < least) {
      return [{ message: `"${name}" is "${value}": needs a number from ${least} up` }];
    }
    return [];
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
    typeof DEFAULTS[name] === "number" ? Number(value) : value,
  ]);
  return { ...DEFAULTS, ...Object.fromEntries(typed) };
}

/** The settings of one method, without its name in front. */
export function settingsOf(settings: Settings, method: MethodId): Record<string, number | string> {
  const own = Object.entries(settings).filter(([name]) => name.startsWith(`${method}.`));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(method.length + 1), value]));
}

/** `0:6900` or `0:6900:10` as the numbers of missed persons to consider. */
export function parseGrid(text: string): number[] | null {
  if (text === "") return null;
  const [from, to, step = 1] = text.split(":").map(Number);
  if (![from, to, step].every((x) => x !== undefined && Number.isInteger(x) && x >= 0) || step < 1 || to! <= from!) {
    throw estimateError("estimate/bad-setting", {
      what: "Cannot use the settings",
      found: `"dga.grid" is "${text}": needs FROM:TO or FROM:TO:STEP in whole numbers`,
      unchanged: "Nothing was estimated.",
      mend: "Give for example --dga.grid 0:6900:10.",
    });
  }
  return Array.from({ length: Math.floor((to! - from!) / step) + 1 }, (_, i) => from! + i * step);
}
