import type { Solid } from "./solid.ts";

/** Which bodies a ray in one direction can meet, by tiles of the ground. */
export class NearSolids {
  readonly #tiles: (Solid[] | undefined)[];
  readonly #side: number;
  readonly #half: number;
  readonly #tile: number;

  /** @param reach ground distance a metre of height throws in the ray's direction, as a vector pointing away from the light */
  constructor(extentM: number, solids: readonly Solid[], reach: readonly [number, number], marginM: number) {
    this.#half = extentM / 2 + 4;
    this.#tile = Math.max(6, extentM / 400);
    this.#side = Math.ceil((2 * this.#half) / this.#tile) + 1;
    this.#tiles = new Array(this.#side * this.#side);
    for (const solid of solids) {
      // Ground below the base lengthens a shadow; a quarter more covers slopes up to those the settings allow.
      const h = (solid.top - solid.base) * 1.25 + marginM;
      const xs = solid.ring.flatMap(([x]) => [x, x + h * reach[0]]);
      const ys = solid.ring.flatMap(([, y]) => [y, y + h * reach[1]]);
      const pad = this.#tile * 0.1 + 1;
      const i0 = this.#index(Math.min(...xs) - pad);
      const i1 = this.#index(Math.max(...xs) + pad);
      const j0 = this.#index(Math.min(...ys) - pad);
      const j1 = this.#index(Math.max(...ys) + pad);
      for (let j = j0; j <= j1; j++) {
        for (let i = i0; i <= i1; i++) {
          const at = j * this.#side + i;
          const list = this.#tiles[at];
          if (list === undefined) this.#tiles[at] = [solid];
          else list.push(solid);
        }
      }
    }
  }

  at(x: number, y: number): readonly Solid[] | undefined {
    return this.#tiles[this.#index(y) * this.#side + this.#index(x)];
  }

  #index(v: number): number {
    return Math.min(this.#side - 1, Math.max(0, Math.floor((v + this.#half) / this.#tile)));
  }
}
