/** A number for each pattern met, in open addressing: patterns are few beside what their digits could make. */
export class PatternTable {
  #keys = new Float64Array(1024).fill(-1);
  #values = new Float64Array(1024);
  #used = 0;

  /** The place of a pattern, made when it is new with the value `initial`. Places change when a new one is made. */
  slot(pattern: number, initial: number): number {
    let slot = this.#find(pattern);
    if (this.#keys[slot] === pattern) return slot;
    if (this.#used * 2 >= this.#keys.length) {
      this.#grow();
      slot = this.#find(pattern);
    }
    this.#keys[slot] = pattern;
    this.#values[slot] = initial;
    this.#used++;
    return slot;
  }

  valueAt(slot: number): number {
    return this.#values[slot]!;
  }

  setAt(slot: number, value: number): void {
    this.#values[slot] = value;
  }

  addAt(slot: number, value: number): void {
    this.#values[slot]! += value;
  }

  /** Patterns ascending, and their values. */
  entries(): { readonly patterns: Float64Array; readonly counts: Float64Array } {
    const patterns = this.#keys.filter((key) => key !== -1).sort();
    return { patterns, counts: patterns.map((pattern) => this.#values[this.#find(pattern)]!) };
  }

  #find(pattern: number): number {
    const mask = this.#keys.length - 1;
    const hash = Math.imul(pattern | 0, 0x9e3779b1) ^ Math.imul((pattern / 4294967296) | 0, 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.#keys[slot] !== pattern && this.#keys[slot] !== -1) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Float64Array(keys.length * 2).fill(-1);
    this.#values = new Float64Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] === -1) continue;
      const slot = this.#find(keys[i]!);
      this.#keys[slot] = keys[i]!;
      this.#values[slot] = values[i]!;
    }
  }
}
