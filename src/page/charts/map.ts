import { word } from "../words.ts";
import { BLUE, box, INK, lead, line, round, SOFT, svg, text, wrap } from "./svg.ts";

/** A place with the radius within which it lies. Degrees of WGS 84, metres. */
export interface MapPlace {
  readonly label: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusM: number;
}

const [WIDTH, SIDE, TOP] = [720, 420, 46];
/** Metres of a degree of latitude, on a sphere of 6,371 km. */
const DEGREE_M = 111_195;

/**
 * Places as circles on a grid of degrees: a circle is where the place may be, and its middle is no more likely than its edge.
 * Equirectangular about the middle of what is shown, so distances hold near there; there is no base map, for none is loaded.
 *
 * @throws RangeError without places, or with degrees that are none
 */
export function placeMap(language: string, title: string, places: readonly MapPlace[]): string {
  if (places.length === 0) throw new RangeError("Cannot draw a map without places");
  for (const { latitude, longitude, radiusM } of places) {
    if (!(Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180 && radiusM > 0)) {
      throw new RangeError(`Cannot draw ${latitude}, ${longitude} with a radius of ${radiusM} m on a map`);
    }
  }
  const middle = {
    latitude: (Math.min(...places.map((p) => p.latitude)) + Math.max(...places.map((p) => p.latitude))) / 2,
    longitude: (Math.min(...places.map((p) => p.longitude)) + Math.max(...places.map((p) => p.longitude))) / 2,
  };
  const narrow = Math.cos((middle.latitude * Math.PI) / 180);
  const metres = places.map((place) => ({
    ...place,
    east: (place.longitude - middle.longitude) * DEGREE_M * narrow,
    north: (place.latitude - middle.latitude) * DEGREE_M,
  }));
  const reach =
    Math.max(...metres.map(({ east, north, radiusM }) => Math.max(Math.abs(east), Math.abs(north)) + radiusM)) * 1.25;
  const perMetre = SIDE / 2 / reach;
  const [cx, cy] = [WIDTH / 2, TOP + SIDE / 2];
  const parts = [
    lead(title, WIDTH, 26, { size: 16, weight: "bold" }, language),
    box(cx - SIDE / 2, TOP, SIDE, SIDE, "#f7f7f3", { stroke: "#c9ccd3" }),
    ...grid(middle, narrow, reach, perMetre, cx, cy),
  ];
  for (const { label, east, north, radiusM } of metres) {
    const [x, y, r] = [cx + east * perMetre, cy - north * perMetre, Math.max(4, radiusM * perMetre)];
    parts.push(
      `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${BLUE}" fill-opacity="0.18" stroke="${BLUE}" stroke-dasharray="5 3"/>`,
      text(wrap(label, SIDE * 0.6, 13, 1)[0]!, x, r < 26 ? y - r - 6 : y + 4, { at: "middle" }, language),
    );
  }
  const scale = scaleBar(reach);
  const left = cx - SIDE / 2 + 12;
  parts.push(line(left, TOP + SIDE - 14, left + scale * perMetre, TOP + SIDE - 14, INK, 3));
  parts.push(text(scale >= 1000 ? `${scale / 1000} km` : `${scale} m`, left, TOP + SIDE - 22, { size: 11 }));
  parts.push(text("N", cx + SIDE / 2 - 18, TOP + 30, { size: 14, weight: "bold", at: "middle" }));
  parts.push(
    `<path d="M0,-12 L5,4 L0,0 L-5,4 Z" fill="${INK}" transform="translate(${cx + SIDE / 2 - 18} ${TOP + 46})"/>`,
  );
  parts.push(lead(word(language, "chart.map"), WIDTH, TOP + SIDE + 22, { size: 11, fill: SOFT }, language));
  return svg(language, title, { width: WIDTH, height: TOP + SIDE + 34 }, parts);
}

function grid(
  middle: { readonly latitude: number; readonly longitude: number },
  narrow: number,
  reach: number,
  perMetre: number,
  cx: number,
  cy: number,
): readonly string[] {
  const degrees = reach / DEGREE_M;
  const step = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005].find((size) => (2 * degrees) / size >= 3) ?? 0.005;
  const places = Math.max(0, Math.ceil(-Math.log10(step)));
  const parts: string[] = [];
  const lines = (at: number, half: number, draw: (degree: number) => void): void => {
    for (let n = Math.ceil((at - half) / step); n <= Math.floor((at + half) / step); n++) draw(n * step);
  };
  lines(middle.latitude, degrees, (degree) => {
    const y = cy - (degree - middle.latitude) * DEGREE_M * perMetre;
    parts.push(line(cx - SIDE / 2, y, cx + SIDE / 2, y, "#dfe1e6"));
    parts.push(text(`${degree.toFixed(places)}°`, cx - SIDE / 2 - 6, y + 4, { size: 11, fill: SOFT, at: "right" }));
  });
  lines(middle.longitude, degrees / narrow, (degree) => {
    const x = cx + (degree - middle.longitude) * DEGREE_M * narrow * perMetre;
    parts.push(line(x, TOP, x, TOP + SIDE, "#dfe1e6"));
    parts.push(text(`${degree.toFixed(places)}°`, x, TOP - 5, { size: 11, fill: SOFT, at: "middle" }));
  });
  return parts;
}

/** A round length of about a third of what is shown. */
function scaleBar(reach: number): number {
  const raw = (2 * reach) / 3;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [5, 2, 1].map((times) => times * power).find((length) => length <= raw)!;
}
