/**
 * Apparent position of the sun: Meeus, Astronomical Algorithms (2nd ed. 1998), chapters 12, 25 (low accuracy, .01 deg)
 * and 16 (Saemundsson's refraction). Checked against astronomy-engine 2.1.19 in the tests.
 *
 * @param atMs milliseconds since 1970, UTC
 * @returns degrees; azimuth clockwise from true north; elevation with refraction at sea level
 */
export function sunPosition(atMs: number, lon: number, lat: number): { azimuth: number; elevation: number } {
  const rad = Math.PI / 180;
  const t = (atMs / 86400000 + 2440587.5 - 2451545) / 36525;
  const l0 = 280.46646 + t * (36000.76983 + t * 0.0003032);
  const m = (357.52911 + t * (35999.05029 - 0.0001537 * t)) * rad;
  const centre =
    (1.914602 - t * (0.004817 + 0.000014 * t)) * Math.sin(m) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * m) +
    0.000289 * Math.sin(3 * m);
  const omega = (125.04 - 1934.136 * t) * rad;
  const lambda = (l0 + centre - 0.00569 - 0.00478 * Math.sin(omega)) * rad;
  const epsilon = (23.439291 - 0.0130042 * t + 0.00256 * Math.cos(omega)) * rad;
  const ascension = Math.atan2(Math.cos(epsilon) * Math.sin(lambda), Math.cos(lambda));
  const declination = Math.asin(Math.sin(epsilon) * Math.sin(lambda));
  const days = t * 36525;
  const sidereal = (280.46061837 + 360.98564736629 * days + 0.000387933 * t * t + lon) * rad;
  const hour = sidereal - ascension;
  const phi = lat * rad;
  const altitude = Math.asin(
    Math.sin(phi) * Math.sin(declination) + Math.cos(phi) * Math.cos(declination) * Math.cos(hour),
  );
  const south = Math.atan2(Math.sin(hour), Math.cos(hour) * Math.sin(phi) - Math.tan(declination) * Math.cos(phi));
  const degrees = altitude / rad;
  // Below the horizon refraction has no meaning for a shadow.
  const refraction = degrees > -1 ? 1.02 / Math.tan((degrees + 10.3 / (degrees + 5.11)) * rad) / 60 : 0;
  return { azimuth: (((south / rad + 180) % 360) + 360) % 360, elevation: degrees + refraction };
}
