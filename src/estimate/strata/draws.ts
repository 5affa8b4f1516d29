/** Adds strata draw by draw; the longest lends the number of draws, shorter ones are gone through again. */
export function addDraws(parts: readonly Float64Array[]): Float64Array {
  const length = Math.max(...parts.map((part) => part.length));
  return Float64Array.from({ length }, (_, i) => parts.reduce((sum, part) => sum + part[i % part.length]!, 0));
}

/** The same number of draws of each replicate, evenly taken. */
export function poolDraws(parts: readonly Float64Array[]): Float64Array {
  const length = Math.min(...parts.map((part) => part.length));
  return Float64Array.from(
    parts.flatMap((part) => Array.from({ length }, (_, i) => part[Math.floor((i * part.length) / length)]!)),
  );
}
