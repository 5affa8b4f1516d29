/** A convex body as half-spaces n.p <= d, four numbers each; the last `roofs` planes are roof. */
export interface Solid {
  readonly planes: Float64Array;
  /** Index of the first roof plane. */
  readonly firstRoof: number;
  /** Footprint corners. */
  readonly ring: readonly (readonly [number, number])[];
  readonly base: number;
  readonly top: number;
  readonly owner: number;
}

export interface Crossing {
  readonly enter: number;
  readonly leave: number;
  readonly plane: number;
}

/** Where a ray leaves the body; `plane` is the face it leaves through. Reused between calls. */
export const crossing = { enter: 0, leave: 0, plane: -1 };

/** Clips the ray p + t d, t >= 0, against the body (Cyrus and Beck 1978). */
export function crosses(solid: Solid, px: number, py: number, pz: number, dx: number, dy: number, dz: number): boolean {
  const planes = solid.planes;
  let enter = 0;
  let leave = Infinity;
  let face = -1;
  for (let i = 0; i < planes.length; i += 4) {
    const along = planes[i]! * dx + planes[i + 1]! * dy + planes[i + 2]! * dz;
    const room = planes[i + 3]! - planes[i]! * px - planes[i + 1]! * py - planes[i + 2]! * pz;
    if (along > 1e-12) {
      const t = room / along;
      if (t < leave) {
        leave = t;
        face = i >> 2;
      }
    } else if (along < -1e-12) {
      const t = room / along;
      if (t > enter) enter = t;
    } else if (room < 0) return false;
    if (leave <= enter) return false;
  }
  crossing.enter = enter;
  crossing.leave = leave;
  crossing.plane = face;
  return true;
}

/** A rectangular house. Half length `a` along the azimuth, half width `b` across; gable ridge along the length. */
export function houseSolid(
  owner: number,
  at: { x: number; y: number; base: number; azimuth: number; a: number; b: number },
  eave: number,
  roof: "flat" | "gable" | "hip",
  pitch: number,
): Solid {
  const rad = Math.PI / 180;
  const ux = Math.sin(at.azimuth * rad);
  const uy = Math.cos(at.azimuth * rad);
  const [vx, vy] = [uy, -ux];
  const planes: number[] = [];
  const add = (nx: number, ny: number, nz: number, through: readonly [number, number, number]): void => {
    planes.push(nx, ny, nz, nx * through[0] + ny * through[1] + nz * through[2]);
  };
  const point = (u: number, v: number, z: number): [number, number, number] => [
    at.x + u * ux + v * vx,
    at.y + u * uy + v * vy,
    z,
  ];
  const sides: [number, number, number, number, number][] = [
    [ux, uy, at.a, 0, 0],
    [-ux, -uy, -at.a, 0, 1],
    [vx, vy, 0, at.b, 2],
    [-vx, -vy, 0, -at.b, 3],
  ];
  for (const [nx, ny, u, v] of sides) add(nx, ny, 0, point(u, v, 0));
  const z = at.base + eave;
  let top = z;
  if (roof === "flat") add(0, 0, 1, point(0, 0, z));
  else {
    const s = Math.sin(pitch * rad);
    const c = Math.cos(pitch * rad);
    top = z + at.b * Math.tan(pitch * rad);
    for (const [nx, ny, u, v, i] of sides) if (i >= 2 || roof === "hip") add(nx * s, ny * s, c, point(u, v, z));
  }
  const ring = [
    [-at.a, -at.b],
    [at.a, -at.b],
    [at.a, at.b],
    [-at.a, at.b],
  ].map(([u, v]) => {
    const p = point(u!, v!, 0);
    return [p[0], p[1]] as const;
  });
  return { planes: Float64Array.from(planes), firstRoof: 4, ring, base: at.base, top, owner };
}

/** An upright prism over a triangle, counter-clockwise. */
export function prismSolid(
  owner: number,
  ring: readonly (readonly [number, number])[],
  base: number,
  height: number,
): Solid {
  const planes: number[] = [];
  for (let i = 0; i < 3; i++) {
    const [x0, y0] = ring[i]!;
    const [x1, y1] = ring[(i + 1) % 3]!;
    const length = Math.hypot(x1 - x0, y1 - y0) || 1;
    const nx = (y1 - y0) / length;
    const ny = (x0 - x1) / length;
    planes.push(nx, ny, 0, nx * x0 + ny * y0);
  }
  planes.push(0, 0, 1, base + height);
  return { planes: Float64Array.from(planes), firstRoof: 3, ring, base, top: base + height, owner };
}

/** Cuts a simple polygon into triangles by ears (Meisters 1975). Returns counter-clockwise triangles. */
export function triangulate(ring: readonly (readonly [number, number])[]): (readonly [number, number])[][] {
  let area = 0;
  ring.forEach(([x, y], i) => {
    const [x1, y1] = ring[(i + 1) % ring.length]!;
    area += x * y1 - x1 * y;
  });
  const points = area > 0 ? [...ring] : [...ring].reverse();
  const triangles: (readonly [number, number])[][] = [];
  const turn = (a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]): number =>
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  while (points.length > 3) {
    const n = points.length;
    let cut = -1;
    for (let i = 0; i < n && cut < 0; i++) {
      const [a, b, c] = [points[(i + n - 1) % n]!, points[i]!, points[(i + 1) % n]!];
      if (turn(a, b, c) <= 1e-12) continue;
      const free = points.every(
        (p) => p === a || p === b || p === c || turn(a, b, p) < 0 || turn(b, c, p) < 0 || turn(c, a, p) < 0,
      );
      if (free) cut = i;
    }
    if (cut < 0) cut = 0;
    triangles.push([points[(cut + n - 1) % n]!, points[cut]!, points[(cut + 1) % n]!]);
    points.splice(cut, 1);
  }
  triangles.push(points);
  return triangles.filter((t) => t.length === 3 && turn(t[0]!, t[1]!, t[2]!) > 1e-9);
}
