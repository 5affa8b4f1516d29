/** The power of ten to which an interval allows its numbers to be quoted: a hundredth of its width, rounded down. */
export function quotingStep(lower: number, upper: number): number {
  const width = Math.abs(upper - lower);
  return width < 100 ? 1 : 10 ** Math.floor(Math.log10(width / 10));
}

/** Rounds a point and its limits to what the interval allows; the lower limit downwards, the upper upwards. */
export function roundInterval(
  median: number,
  lower: number,
  upper: number,
): { median: number; lower: number; upper: number } {
  const step = quotingStep(lower, upper);
  return {
    median: Math.round(median / step) * step,
    lower: Math.floor(lower / step + 1e-9) * step,
    upper: Math.ceil(upper / step - 1e-9) * step,
  };
}
