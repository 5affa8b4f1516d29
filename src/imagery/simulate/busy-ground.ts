/** Marks the tiles of the ground on which some disc lies, so that bare ground asks no further. */
export class BusyGround {
  readonly #marks: Uint8Array;
  readonly #side: number;
  readonly #half: number;
  readonly #tile: number;

  /** @param discs centre and radius in metres */
  constructor(extentM: number, discs: readonly (readonly [number, number, number])[]) {
    this.#half = extentM / 2 + 4;
    this.#tile = Math.max(2, extentM / 400);
    this.#side = Math.ceil((2 * this.#half) / this.#tile) + 1;
    this.#marks = new Uint8Array(this.#side * this.#side);
    for (const [x, y, r] of discs) {
      for (let j = this.#index(y - r); j <= this.#index(y + r); j++) {
        for (let i = this.#index(x - r); i <= this.#index(x + r); i++) this.#marks[j * this.#side + i] = 1;
      }
    }
  }

  has(x: number, y: number): boolean {
    return this.#marks[this.#index(y) * this.#side + this.#index(x)] === 1;
  }

  #index(v: number): number {
    return Math.min(this.#side - 1, Math.max(0, Math.floor((v + this.#half) / this.#tile)));
  }
}
