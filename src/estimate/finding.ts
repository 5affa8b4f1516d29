/** A reason in words, with a code a program can act on: a warning beside a number, or a refusal of a headline. */
export interface Finding {
  readonly code: string;
  readonly text: string;
}
