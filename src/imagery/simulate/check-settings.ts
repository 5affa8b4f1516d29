import { z } from "zod";
import { issueWords } from "#record";
import { ROOFS } from "./spectra.ts";

const between = (low: number, high: number) => z.number().min(low).max(high);
const whole = (low: number, high: number) => z.int().min(low).max(high);
const said = (pattern: RegExp, what: string) =>
  z.string().refine((text) => pattern.test(text) && Number.isFinite(Date.parse(text)), `is not ${what}`);
// A time without its zone would be read by the clock of whoever runs this.
const moment = said(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/, "a time in UTC like 2015-01-15T08:30:00Z");
const day = said(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z)?$/, "a day like 2013-06-01");
const place = between(-1e6, 1e6);
const id = z.string().min(1);

const shot = z.strictObject({
  at: moment,
  snow: z.strictObject({ mm: between(0, 1000), hours: between(0, 10000), temperatureC: between(-60, 40) }).optional(),
  cloud: between(0, 1).optional(),
  offNadirDeg: between(-45, 45).optional(),
  viewAzimuthDeg: between(-360, 360).optional(),
  shiftPx: z.tuple([between(-1000, 1000), between(-1000, 1000)]).optional(),
  statedAt: moment.optional(),
});

const building = z.strictObject({
  id: id.optional(),
  x: place,
  y: place,
  lengthM: between(0.1, 10000),
  widthM: between(0.1, 10000),
  heightM: between(0, 1000),
  azimuthDeg: between(-360, 360).optional(),
  roof: z.enum(["flat", "gable", "hip"]).optional(),
  pitchDeg: between(0, 80).optional(),
  material: z.enum(Object.keys(ROOFS)).optional(),
  heatW: between(0, 100000).optional(),
  heatedFrom: day.optional(),
  vents: whole(0, 1000).optional(),
  clearedByHand: z.boolean().optional(),
  slid: z.boolean().optional(),
  clearedOn: day.optional(),
  wallsOn: day.optional(),
  roofOn: day.optional(),
  repaintedOn: day.optional(),
  role: z.enum(["target", "control", "snow-reference", "stable", "exclude"]).optional(),
  name: z.strictObject({ en: z.string(), ar: z.string() }).optional(),
});

const settings = z.strictObject({
  seed: whole(0, 0xffffffff),
  size: whole(64, 4096),
  gsdM: between(0.1, 1000),
  oversample: whole(1, 16),
  place: z.tuple([between(-180, 180), between(-84, 84)]),
  bands: z.array(z.enum(["pan", "blue", "green", "red", "nir", "swir16"])).min(1),
  bits: z.literal([8, 11, 16]),
  slopeDeg: between(0, 30),
  slopeAzimuthDeg: between(-360, 360),
  reliefM: between(0, 200),
  trees: whole(0, 5000),
  randomBuildings: whole(0, 200),
  buildings: z.array(building),
  decoys: z.boolean(),
  footprints: z.array(z.strictObject({ id, ring: z.array(z.tuple([place, place])).min(3), heightM: between(0, 1000) })),
  shots: z.array(shot).min(1),
  shiftSdPx: between(0, 20),
  wobblePx: between(0, 5),
  roofSd: between(0, 1),
  dateSd: between(0, 1),
  windFromDeg: between(-360, 360).nullable(),
  noise: between(0, 0.2),
  striping: between(0, 0.2),
  nodataWedge: z.boolean(),
  compression: z.enum(["none", "deflate", "lzw"]),
  tiled: z.boolean(),
  bigTiff: z.boolean(),
  overviews: z.boolean(),
  title: z.string(),
});

/** Everything that is wrong with settings, place by place: `"buildings.2.roof" is "dome": must be one of flat, gable, hip`. */
export function settingProblems(value: object): string[] {
  const parsed = settings.safeParse(value);
  if (parsed.success) return doubleIds(parsed.data);
  return parsed.error.issues.flatMap((issue) => {
    const place = issue.path.map(String);
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => `unknown setting "${[...place, key].join(".")}"`);
    const there = issue.path.reduce<unknown>((within, key) => (within as Record<PropertyKey, unknown>)?.[key], value);
    const shown = there === undefined || typeof there === "object" ? "" : ` is ${JSON.stringify(there)}:`;
    return [`"${place.join(".")}"${shown} ${issueWords(issue, value)}`];
  });
}

function doubleIds(checked: z.infer<typeof settings>): string[] {
  const ids = [...checked.buildings, ...checked.footprints].flatMap((given) => given.id ?? []);
  return [...new Set(ids.filter((each, at) => ids.indexOf(each) !== at))].map(
    (each) => `two buildings have the id "${each}"`,
  );
}
