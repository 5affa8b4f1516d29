/**
 * The generator's own sun: Michalsky (1988), "The Astronomical Almanac's algorithm for approximate solar position",
 * Solar Energy 40:227. The analysers use another algorithm, so that neither can hide the other's mistake.
 *
 * @returns degrees; azimuth clockwise from true north; elevation apparent (refraction after Saemundsson 1986)
 */
export function skySun(atMs: number, longitude: number, latitude: number): { azimuth: number; elevation: number } {
  const rad = Math.PI / 180;
  const n = atMs / 86400000 + 2440587.5 - 2451545;
  const meanLongitude = wrap(280.46 + 0.9856474 * n);
  const anomaly = wrap(357.528 + 0.9856003 * n) * rad;
  const ecliptic = wrap(meanLongitude + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * rad;
  const obliquity = (23.439 - 0.0000004 * n) * rad;
  const ascension = Math.atan2(Math.cos(obliquity) * Math.sin(ecliptic), Math.cos(ecliptic));
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(ecliptic));
  const hours = (((atMs / 3600000) % 24) + 24) % 24;
  const sidereal = wrap((6.697375 + 0.0657098242 * n + hours) * 15 + longitude) * rad;
  const hourAngle = sidereal - ascension;
  const phi = latitude * rad;
  const sine = Math.sin(declination) * Math.sin(phi) + Math.cos(declination) * Math.cos(phi) * Math.cos(hourAngle);
  const trueElevation = Math.asin(sine) / rad;
  const azimuth = Math.atan2(
    -Math.cos(declination) * Math.sin(hourAngle),
    Math.sin(declination) * Math.cos(phi) - Math.cos(declination) * Math.sin(phi) * Math.cos(hourAngle),
  );
  const refraction =
    trueElevation > -1 ? 1.02 / Math.tan((trueElevation + 10.3 / (trueElevation + 5.11)) * rad) / 60 : 0;
  return { azimuth: wrap(azimuth / rad), elevation: trueElevation + refraction };
}

function wrap(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}

/** Angle from true to grid north of UTM, degrees, clockwise positive (Snyder 1987, eq. 8-17 to first order). */
export function utmConvergence(longitude: number, latitude: number): number {
  const rad = Math.PI / 180;
  const central = Math.floor((longitude + 180) / 6) * 6 - 177;
  return Math.atan(Math.tan((longitude - central) * rad) * Math.sin(latitude * rad)) / rad;
}
