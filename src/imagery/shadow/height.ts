import { rounded } from "../caveat.ts";

/** One standard deviation goes with every value; angles in degrees, lengths in metres. */
export interface ShadowInput {
  /** Ground length of the shadow from the foot of the edge that casts it to its half-dark tip, along the shadow. */
  readonly lengthM: number;
  readonly lengthSdM: number;
  readonly sunElevationDeg: number;
  readonly sunElevationSdDeg?: number;
  /** Slope of the ground along the shadow, rising away from the foot positive. */
  readonly slopeDeg?: number;
  readonly slopeSdDeg?: number;
}

export interface ShadowHeight {
  readonly method: "base-to-tip-1" | "top-to-tip-1";
  readonly heightM: number;
  readonly sdM: number;
  /** 68 % interval. */
  readonly intervalM: readonly [number, number];
  /** What each error adds, one standard deviation. */
  readonly from: { readonly lengthM: number; readonly sunM: number; readonly slopeM: number };
  readonly penumbraM: number;
}

const RAD = Math.PI / 180;

/**
 * h = L (tan e + tan a), errors propagated to first order; the penumbra of a sun of .533 degrees is
 * .0093 h / sin^2 e long, of which the half-dark point is the middle.
 */
export function heightFromBase(input: ShadowInput): ShadowHeight {
  const e = input.sunElevationDeg * RAD;
  const a = (input.slopeDeg ?? 0) * RAD;
  const heightM = input.lengthM * (Math.tan(e) + Math.tan(a));
  const penumbraM = (0.0093 * heightM) / Math.sin(e) ** 2;
  // A tenth of the penumbra: how well the half-dark point of a soft edge is found.
  const sL = Math.hypot(input.lengthSdM, 0.1 * penumbraM);
  const fromLength = (Math.tan(e) + Math.tan(a)) * sL;
  const fromSun = (input.lengthM / Math.cos(e) ** 2) * (input.sunElevationSdDeg ?? 0.05) * RAD;
  const fromSlope = (input.lengthM / Math.cos(a) ** 2) * (input.slopeSdDeg ?? 1) * RAD;
  return make("base-to-tip-1", heightM, fromLength, fromSun, fromSlope, penumbraM);
}

export interface TopToTip {
  /** From the top as it appears in the image to the tip of its shadow, metres east and north (true). */
  readonly eastM: number;
  readonly northM: number;
  readonly sdM: number;
  readonly sunElevationDeg: number;
  readonly sunAzimuthDeg: number;
  readonly offNadirDeg: number;
  readonly viewAzimuthDeg: number;
  readonly slopeDeg?: number;
  readonly slopeSdDeg?: number;
  readonly sunElevationSdDeg?: number;
}

/**
 * Top as imaged to tip of shadow: d = h (-cot e u_s + tan v u_v) with u towards sun and satellite; the direction must
 * agree within three standard deviations, else time, place or the pair of points is wrong.
 *
 * @returns height, and the angle (degrees) between the direction seen and the one predicted with its standard deviation
 */
export function heightFromTop(input: TopToTip): {
  readonly height: ShadowHeight;
  readonly offDeg: number;
  readonly offSdDeg: number;
  readonly agrees: boolean;
} {
  const e = input.sunElevationDeg * RAD;
  const s = [Math.sin(input.sunAzimuthDeg * RAD), Math.cos(input.sunAzimuthDeg * RAD)] as const;
  const v = [Math.sin(input.viewAzimuthDeg * RAD), Math.cos(input.viewAzimuthDeg * RAD)] as const;
  const tanV = Math.tan(input.offNadirDeg * RAD);
  const tanE = Math.tan(e) + Math.tan((input.slopeDeg ?? 0) * RAD);
  const unit = [-s[0] / tanE + tanV * v[0], -s[1] / tanE + tanV * v[1]] as const;
  const size = Math.hypot(unit[0], unit[1]);
  const seen = Math.hypot(input.eastM, input.northM);
  const heightM = seen / size;
  const penumbraM = (0.0093 * heightM) / Math.sin(e) ** 2;
  const cross = unit[0] * input.northM - unit[1] * input.eastM;
  const dot = unit[0] * input.eastM + unit[1] * input.northM;
  const offDeg = Math.abs(Math.atan2(cross, dot)) / RAD;
  // Half a degree covers the drawing of the line itself.
  const offSdDeg = Math.hypot(0.5, input.sdM / Math.max(1e-9, seen) / RAD);
  const slopeSd = (input.slopeSdDeg ?? 1) * RAD;
  const sunSd = (input.sunElevationSdDeg ?? 0.05) * RAD;
  const d = 1e-4;
  const at = (shift: number): number => {
    const t = tanE + shift;
    return seen / Math.hypot(-s[0] / t + tanV * v[0], -s[1] / t + tanV * v[1]);
  };
  const gradient = (at(d) - at(-d)) / (2 * d);
  const height = make(
    "top-to-tip-1",
    heightM,
    Math.hypot(input.sdM, 0.1 * penumbraM) / size,
    Math.abs(gradient) * (sunSd / Math.cos(e) ** 2),
    Math.abs(gradient) * slopeSd,
    penumbraM,
  );
  return { height, offDeg: rounded(offDeg, 2), offSdDeg: rounded(offSdDeg, 2), agrees: offDeg <= 3 * offSdDeg };
}

function make(
  method: ShadowHeight["method"],
  heightM: number,
  length: number,
  sun: number,
  slope: number,
  penumbraM: number,
): ShadowHeight {
  const sdM = Math.hypot(length, sun, slope);
  return {
    method,
    heightM: rounded(heightM, 3),
    sdM: rounded(sdM, 3),
    intervalM: [rounded(heightM - sdM, 3), rounded(heightM + sdM, 3)],
    from: { lengthM: rounded(length, 3), sunM: rounded(sun, 3), slopeM: rounded(slope, 3) },
    penumbraM: rounded(penumbraM, 3),
  };
}
