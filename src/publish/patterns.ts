/** Shortest byte string that is searched for. */
export const SHORTEST_PATTERN = 4;

const BITS = 22;

/**
 * Finds many byte strings in one pass: each position's first four bytes are looked up in a bit field, and only where that
 * hits are the strings with this beginning compared (Rabin and Karp 1987, with the bytes themselves as hash).
 */
export class Patterns<T> {
  readonly #byHead = new Map<number, { readonly bytes: Uint8Array; readonly what: T }[]>();
  readonly #field = new Uint8Array(1 << (BITS - 3));

  add(bytes: Uint8Array, what: T): void {
    if (bytes.length < SHORTEST_PATTERN) return;
    const head = headOf(bytes, 0);
    const list = this.#byHead.get(head);
    if (list === undefined) this.#byHead.set(head, [{ bytes, what }]);
    else list.push({ bytes, what });
    const bit = slotOf(head);
    this.#field[bit >>> 3]! |= 1 << (bit & 7);
  }

  /** Calls `onHit` for every place where a pattern stands; `onHit` may return `true` to end the search. */
  search(text: Uint8Array, onHit: (what: T, start: number, end: number) => boolean | undefined): void {
    if (this.#byHead.size === 0 || text.length < SHORTEST_PATTERN) return;
    let head = headOf(text, 0) >>> 8;
    for (let at = 0; at + SHORTEST_PATTERN <= text.length; at++) {
      head = ((head << 8) | text[at + 3]!) >>> 0;
      const bit = slotOf(head);
      if ((this.#field[bit >>> 3]! & (1 << (bit & 7))) === 0) continue;
      for (const { bytes, what } of this.#byHead.get(head) ?? []) {
        if (startsAt(text, bytes, at) && onHit(what, at, at + bytes.length) === true) return;
      }
    }
  }
}

function headOf(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

function slotOf(head: number): number {
  return Math.imul(head, 0x9e3779b1) >>> (32 - BITS);
}

function startsAt(text: Uint8Array, bytes: Uint8Array, at: number): boolean {
  if (at + bytes.length > text.length) return false;
  for (let i = SHORTEST_PATTERN; i < bytes.length; i++) if (text[at + i] !== bytes[i]) return false;
  return true;
}
