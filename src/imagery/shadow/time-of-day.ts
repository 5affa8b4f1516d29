import { sunPosition } from "../scene/sun.ts";

export interface TimeWindow {
  readonly from: string;
  readonly to: string;
  readonly best: string;
}

export interface TimeOfDay {
  readonly method: "shadow-clock-1";
  /** Times (UTC) of that day at which height, length and direction of the shadow agree within two standard deviations. */
  readonly windows: readonly TimeWindow[];
}

/**
 * The reverse: with the height known, which times of a day give a shadow of this length and direction? Length alone has
 * two answers a day, direction decides between them.
 *
 * @param day "2015-01-15"
 */
export function timeFromShadow(input: {
  readonly day: string;
  readonly lon: number;
  readonly lat: number;
  readonly heightM: number;
  readonly heightSdM: number;
  readonly lengthM: number;
  readonly lengthSdM: number;
  /** Direction of the shadow from foot to tip, degrees from true north; null when not measured. */
  readonly shadowAzimuthDeg: number | null;
  readonly shadowAzimuthSdDeg: number;
}): TimeOfDay {
  const start = Date.parse(`${input.day}T00:00:00Z`);
  const rad = Math.PI / 180;
  const windows: TimeWindow[] = [];
  let open: { from: number; best: number; misfit: number; to: number } | null = null;
  const stamp = (minute: number): string => new Date(start + minute * 60000).toISOString().replace(".000Z", "Z");
  const close = (): void => {
    if (open !== null) windows.push({ from: stamp(open.from), to: stamp(open.to), best: stamp(open.best) });
    open = null;
  };
  for (let minute = 0; minute < 1440; minute++) {
    const sun = sunPosition(start + minute * 60000, input.lon, input.lat);
    let misfit = Infinity;
    if (sun.elevation > 1) {
      const t = Math.tan(sun.elevation * rad);
      const sd = Math.hypot(input.lengthSdM, input.heightSdM / t);
      const length = (input.heightM / t - input.lengthM) / sd;
      const turn = input.shadowAzimuthDeg === null ? 0 : ((input.shadowAzimuthDeg - sun.azimuth + 720) % 360) - 180;
      misfit = Math.max(Math.abs(length), Math.abs(turn) / input.shadowAzimuthSdDeg);
    }
    if (misfit > 2) close();
    else if (open === null) open = { from: minute, to: minute, best: minute, misfit };
    else {
      open.to = minute;
      if (misfit < open.misfit) {
        open.best = minute;
        open.misfit = misfit;
      }
    }
  }
  close();
  return { method: "shadow-clock-1", windows };
}
