/** The power of ten to which an interval allows its numbers to be quoted: a hundredth of its width, rounded down. */
export function quotingStep(lower: number, upper: number): number {
  const width = Math.abs(upper - lower);
  return width < 100 ? 1 : 10 ** Math.floor(Math.log10(width / 10));
}

/**
 * Rounds a point and its limits to what the interval allows; the lower limit downwards, the upper upwards. Where the numbers
 * themselves are not below the persons listed, rounding does not take them there: fewer than are listed there cannot be.
 *
 * @param listed persons on at least one list, 0 where they are not known
 */
export function roundInterval(
  median: number,
  lower: number,
  upper: number,
  listed = 0,
): { median: number; lower: number; upper: number } {
  const step = quotingStep(lower, upper);
  const atLeastListed = (rounded: number, x: number) => Math.max(rounded, Math.floor(Math.min(x + 1e-9, listed)));
  return {
    median: atLeastListed(Math.round(median / step) * step, median),
    lower: atLeastListed(Math.floor(lower / step + 1e-9) * step, lower),
    upper: Math.ceil(upper / step - 1e-9) * step,
  };
}
