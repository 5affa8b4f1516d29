import type { MeltShape } from "./melt-shape.ts";

/** Another reason a roof can be bare, with what was measured that bears on it. Printed with every finding on snow. */
export interface OtherExplanation {
  readonly id: string;
  readonly text: string;
  readonly measured: Readonly<Record<string, number | string | null>>;
  /** What the measurement does to it. "open": nothing here decides. */
  readonly bearing: "weakened" | "supported" | "open";
}

export interface Circumstances {
  readonly shape: MeltShape | null;
  readonly sunAzimuthGridDeg: number | null;
  readonly pitchDeg: number | null;
  readonly stratumByPitch: boolean;
  readonly bareBrightness: number | null;
  readonly controlBrightness: readonly number[];
  readonly heated: readonly { readonly site: string; readonly value: number }[];
  readonly target: number;
  readonly controlsWithBarePatches: number;
  readonly controls: number;
  readonly unknownShare: number;
  readonly hasCloudMask: boolean;
  readonly cloudShare: number;
  readonly groundSnow: number | null;
  readonly doubtfulScenes: number;
}

/** The list is always whole: what could not be measured stays, as open. */
export function otherExplanations(c: Circumstances): OtherExplanation[] {
  const s = c.shape;
  const list: OtherExplanation[] = [];
  const add = (
    id: string,
    text: string,
    measured: OtherExplanation["measured"],
    bearing: OtherExplanation["bearing"],
  ): void => {
    list.push({ id, text, measured, bearing });
  };
  const away =
    s?.towardsDeg == null || c.sunAzimuthGridDeg === null
      ? null
      : Math.abs(((s.towardsDeg - c.sunAzimuthGridDeg + 540) % 360) - 180);
  add(
    "sun-on-slope",
    "The roof faces the sun more than the others do.",
    {
      pitchDeg: c.pitchDeg,
      barePartOffset: s?.offset ?? null,
      barePartFromSunDeg: away === null ? null : Math.round(away),
      comparedWithinPitch: c.stratumByPitch ? "yes" : "no",
    },
    c.pitchDeg !== null && c.pitchDeg < 5 && c.stratumByPitch
      ? "weakened"
      : away !== null && away < 45 && (s?.offset ?? 0) > 0.2
        ? "supported"
        : "open",
  );
  const darker = c.bareBrightness === null ? null : c.controlBrightness.filter((b) => b <= c.bareBrightness!).length;
  add(
    "dark-roof",
    "The roof is darker or of metal and takes up more sun.",
    { bareBrightness: c.bareBrightness, controlsAsDark: darker, controlsMeasured: c.controlBrightness.length },
    darker === null || c.controlBrightness.length < 5
      ? "open"
      : darker === 0
        ? "supported"
        : darker >= 0.2 * c.controlBrightness.length
          ? "weakened"
          : "open",
  );
  const like = c.heated.filter((h) => h.value >= 0.5 * c.target).length;
  add(
    "ordinary-heating",
    "The building is heated for people, or badly insulated: a kitchen, laundry, boiler room, generator, workshop or dormitory looks the same.",
    { knownHeatedRoofs: c.heated.length, ofThemAsBare: c.heated.length === 0 ? null : like },
    "open",
  );
  add(
    "cleared-by-hand",
    "Someone shovelled or swept it.",
    { largestPatchShare: s?.largestShare ?? null, rectangularity: s?.largestRectangularity ?? null },
    s === null
      ? "open"
      : (s.largestRectangularity ?? 0) > 0.85 && s.largestShare > 0.05
        ? "supported"
        : s.largestShare > 0.05 && (s.largestRectangularity ?? 1) < 0.6
          ? "weakened"
          : "open",
  );
  add(
    "wind",
    "Wind blew it off.",
    { controlsWithBarePatches: c.controlsWithBarePatches, controls: c.controls },
    c.controlsWithBarePatches > 0.5 * c.controls
      ? "supported"
      : c.controls >= 9 && c.controlsWithBarePatches <= 0.2 * c.controls
        ? "weakened"
        : "open",
  );
  add(
    "snow-slid",
    "The snow slid off and lies at the eave.",
    { pitchDeg: c.pitchDeg, edgeMinusMiddle: s?.edgeMinusMiddle ?? null },
    c.pitchDeg !== null && c.pitchDeg < 5 ? "weakened" : "open",
  );
  add(
    "vents-only",
    "Only vents, hatches or ducts are warm, not the building.",
    { spotShareOfBare: s?.spotShare ?? null, patches: s?.patches ?? null },
    s === null || s.bareShare === 0
      ? "open"
      : s.spotShare > 0.7
        ? "supported"
        : s.spotShare < 0.3
          ? "weakened"
          : "open",
  );
  add(
    "shade",
    "Trees or neighbours shade it, or shade was taken for bare roof.",
    { pixelsInShade: c.unknownShare },
    c.unknownShare > 0.2 ? "supported" : c.unknownShare < 0.05 ? "weakened" : "open",
  );
  add(
    "snowfall-timing",
    "It snowed when this roof could not hold snow (works, cover, foot traffic).",
    { groundSnow: c.groundSnow },
    "open",
  );
  add(
    "cloud-shadow",
    "A cloud's shadow was taken for bare roof.",
    { cloudMask: c.hasCloudMask ? "yes" : "no", cloudShare: c.cloudShare },
    c.hasCloudMask && c.cloudShare === 0 ? "weakened" : "open",
  );
  add(
    "image-or-date-wrong",
    "The image was altered or its date is wrong.",
    { scenesWithDoubtfulStamps: c.doubtfulScenes },
    c.doubtfulScenes > 0 ? "supported" : "open",
  );
  return list;
}
