import type { SimulatedBuilding, SimulatedShot, SimulationSettings } from "./settings.ts";

/** Named starting points for `simulate`; every setting can be overridden. */
export const PRESETS: Readonly<Record<string, Partial<SimulationSettings>>> = {
  "roof-snow": roofSnow(),
  construction: construction(),
  shadow: shadow(),
};

/** A walled compound of 24 like roofs in two rows and one more; one of them is heated from a stated day on. */
function roofSnow(): Partial<SimulationSettings> {
  const buildings: SimulatedBuilding[] = [];
  for (let row = 0; row < 4; row++) {
    for (let column = 0; column < 6; column++) {
      const n = row * 6 + column;
      buildings.push({
        id: `r${String(n + 1).padStart(2, "0")}`,
        x: -70 + 28 * column,
        y: 66 - 42 * row,
        lengthM: 26,
        widthM: 13,
        heightM: 5,
        azimuthDeg: 4,
        roof: "flat",
        material: "concrete",
        role: n === 15 ? "target" : "control",
        ...(n === 15
          ? {
              heatW: 75,
              heatedFrom: "2013-06-01T00:00:00Z",
              vents: 2,
              name: { en: "Building 16 (synthetic)", ar: "المبنى 16 (اصطناعي)" },
            }
          : {}),
      });
    }
  }
  const winter = (at: string, mm: number, hours: number, temperatureC: number): SimulatedShot => ({
    at,
    snow: { mm, hours, temperatureC },
  });
  return {
    seed: 2017,
    size: 448,
    gsdM: 0.5,
    oversample: 4,
    buildings,
    title: "Synthetic walled compound",
    trees: 20,
    shots: [
      { at: "2011-10-03T08:20:00Z" },
      winter("2012-01-19T08:24:00Z", 14, 14, -1),
      winter("2012-02-29T08:31:00Z", 12, 14, -1),
      winter("2013-01-10T08:22:00Z", 13, 12, -1),
      { at: "2013-09-14T08:18:00Z" },
      winter("2013-12-15T08:25:00Z", 14, 16, -1),
      winter("2014-01-08T08:27:00Z", 12, 14, -1),
      winter("2015-01-15T08:30:00Z", 13, 15, -1),
      { at: "2015-09-20T08:19:00Z" },
    ],
  };
}

/** Twelve scenes in five years over which one house is built among standing ones, with decoys. */
function construction(): Partial<SimulationSettings> {
  const shots: SimulatedShot[] = [];
  for (let i = 0; i < 12; i++) {
    const at = new Date(Date.UTC(2010, 1, 10) + i * 152 * 86400000 + 8.4 * 3600000).toISOString().replace(".000", "");
    shots.push({ at });
  }
  const buildings: SimulatedBuilding[] = [
    {
      id: "new-house",
      x: 5,
      y: -8,
      lengthM: 30,
      widthM: 16,
      heightM: 6,
      azimuthDeg: 30,
      material: "concrete",
      role: "target",
      clearedOn: "2012-02-01",
      wallsOn: "2012-04-01",
      roofOn: "2012-06-15",
    },
  ];
  for (let i = 0; i < 9; i++) {
    buildings.push({
      id: `old-${i + 1}`,
      x: -70 + 70 * (i % 3),
      y: 70 - 65 * Math.floor(i / 3) + (i === 4 ? 36 : 0),
      lengthM: 24,
      widthM: 13,
      heightM: 5,
      azimuthDeg: 12 * i,
      roof: i % 2 === 0 ? "flat" : "gable",
      material: ["concrete", "gravel", "tiles"][i % 3]!,
      ...(i === 2 ? { repaintedOn: "2013-06-01" } : {}),
    });
  }
  return {
    seed: 77,
    size: 448,
    gsdM: 0.5,
    oversample: 4,
    buildings,
    shots,
    decoys: true,
    title: "Synthetic building site",
  };
}

/** One stack and some blocks under a low sun, for heights from shadows. */
function shadow(): Partial<SimulationSettings> {
  return {
    seed: 5,
    size: 320,
    gsdM: 0.5,
    oversample: 8,
    shiftSdPx: 0,
    trees: 0,
    title: "Synthetic stack",
    buildings: [
      { id: "stack", x: 0, y: -10, lengthM: 6, widthM: 6, heightM: 14, role: "target" },
      { id: "block", x: 40, y: 30, lengthM: 24, widthM: 14, heightM: 9, azimuthDeg: 20 },
      { id: "shed", x: -45, y: 25, lengthM: 18, widthM: 10, heightM: 5, azimuthDeg: 70 },
    ],
    shots: [{ at: "2014-01-08T08:27:00Z" }, { at: "2014-03-20T08:27:00Z" }],
  };
}
