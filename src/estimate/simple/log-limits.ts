/** Logarithmic limits of Burnham and others (1987) around those seen and an estimate of the unseen: they never fall below the seen. */
export function logLimits(seen: number, unseen: number, variance: number, z: number): { lower: number; upper: number } {
  const c = unseen > 0 ? Math.exp(z * Math.sqrt(Math.log1p(variance / unseen ** 2))) : 1;
  return { lower: seen + unseen / c, upper: seen + unseen * c };
}
