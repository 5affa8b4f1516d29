import proj4 from "proj4";
import { imageryError } from "../errors.ts";

/** Longitude and latitude (degrees, WGS 84) to the map coordinates of one system and back. */
export interface Projection {
  readonly epsg: number;
  readonly geographic: boolean;
  forward(lon: number, lat: number): [number, number];
  inverse(x: number, y: number): [number, number];
}

/** The definition of an EPSG code that is built in, or `null`. Axis order is always east, north. */
function definition(epsg: number): string | null {
  const utm = (zone: number, datum: string, south = false): string =>
    `+proj=utm +zone=${zone}${south ? " +south" : ""} ${datum} +units=m +no_defs`;
  if (epsg === 4326) return "+proj=longlat +datum=WGS84 +no_defs";
  if (epsg === 4258 || epsg === 4269 || epsg === 4979) return "+proj=longlat +ellps=GRS80 +towgs84=0,0,0 +no_defs";
  if (epsg === 3857) {
    return "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs";
  }
  if (epsg === 3035) {
    return "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs";
  }
  if (epsg > 32600 && epsg <= 32660) return utm(epsg - 32600, "+datum=WGS84");
  if (epsg > 32700 && epsg <= 32760) return utm(epsg - 32700, "+datum=WGS84", true);
  if (epsg >= 25828 && epsg <= 25838) return utm(epsg - 25800, "+ellps=GRS80 +towgs84=0,0,0");
  if (epsg >= 26901 && epsg <= 26923) return utm(epsg - 26900, "+ellps=GRS80 +towgs84=0,0,0");
  return null;
}

/** @returns `null` when the system is not built in */
export function findProjection(epsg: number): Projection | null {
  const text = definition(epsg);
  if (text === null) return null;
  const geographic = text.startsWith("+proj=longlat");
  const convert = proj4("+proj=longlat +datum=WGS84 +no_defs", text);
  return {
    epsg,
    geographic,
    forward: (lon, lat) => convert.forward([lon, lat]) as [number, number],
    inverse: (x, y) => convert.inverse([x, y]) as [number, number],
  };
}

/** @throws imagery/unknown-projection */
export function projectionOf(epsg: number, file: string): Projection {
  const projection = findProjection(epsg);
  if (projection !== null) return projection;
  throw imageryError("imagery/unknown-projection", {
    what: `Cannot place "${file}" on the ground`,
    found: `its system is EPSG:${epsg}; built in are WGS 84, UTM, ETRS89 and NAD83 UTM, 3857 and 3035`,
    unchanged: "Nothing was measured.",
    mend: `gdalwarp -t_srs EPSG:326xx "${file}" warped.tif   (xx = the UTM zone)`,
  });
}

/** Metres a unit of x and of y at a place, and the angle from true to grid north (degrees, clockwise), by differences. */
export function localFrame(
  projection: Projection,
  lon: number,
  lat: number,
): { readonly unitXM: number; readonly unitYM: number; readonly convergenceDeg: number } {
  // WGS 84 radii of curvature.
  const rad = Math.PI / 180;
  const e2 = 0.00669437999014;
  const w = Math.sqrt(1 - e2 * Math.sin(lat * rad) ** 2);
  const meridian = (6378137 * (1 - e2)) / w ** 3;
  const normal = 6378137 / w;
  const dLat = 1e-4;
  const [x0, y0] = projection.forward(lon, lat - dLat);
  const [x1, y1] = projection.forward(lon, lat + dLat);
  const metres = 2 * dLat * rad * meridian;
  const convergenceDeg = -Math.atan2(x1 - x0, y1 - y0) / rad;
  const [a0, b0] = projection.forward(lon - dLat, lat);
  const [a1, b1] = projection.forward(lon + dLat, lat);
  const across = 2 * dLat * rad * normal * Math.cos(lat * rad);
  return {
    unitXM: across / Math.hypot(a1 - a0, b1 - b0),
    unitYM: metres / Math.hypot(x1 - x0, y1 - y0),
    convergenceDeg,
  };
}
