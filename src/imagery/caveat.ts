/** Something a reader must know about a result that stands. */
export interface Caveat {
  /** `words-with-dashes`; all are listed in docs/formats/imagery.md. */
  readonly code: string;
  readonly text: string;
  readonly scene?: string;
  readonly site?: string;
}

/** A measurement that was not made, and why. Refusals are results: they are shown, never dropped. */
export interface Refusal {
  readonly code: string;
  readonly text: string;
  readonly scene?: string;
  readonly site?: string;
}

/** Rounds for output, so that the last bits of a sine do not reach a hash. */
export function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  const result = Math.round(value * scale) / scale;
  return Object.is(result, -0) ? 0 : result;
}
