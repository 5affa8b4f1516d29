/** A scale from numbers to pixels with round marks. */
export interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
  readonly isLog: boolean;
}

/** Above this ratio of the largest to the smallest number above 0 the scale is logarithmic. */
const LOG_FROM = 60;

/** A scale over numbers of 0 and above; linear from 0, or logarithmic where they differ too much to be seen side by side. */
export function scaleOf(numbers: readonly number[], left: number, right: number): Scale {
  const above = numbers.filter((number) => number > 0);
  const [least, most] = [Math.min(...above, 1e12), Math.max(...above, 1)];
  if (above.length > 0 && above.length === numbers.length && most / least > LOG_FROM) {
    const [from, to] = [Math.floor(Math.log10(least)), Math.ceil(Math.log10(most))];
    const place = (value: number): number => left + ((Math.log10(value) - from) / (to - from)) * (right - left);
    return { place, ticks: Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i)), isLog: true };
  }
  const step = stepOf(most);
  const top = Math.ceil(most / step) * step;
  const place = (value: number): number => left + (value / top) * (right - left);
  return { place, ticks: Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step), isLog: false };
}

/** 1, 2 or 5 times a power of ten, so that four to eight marks stand on the scale. */
function stepOf(most: number): number {
  const raw = most / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => most / step <= 7)!;
}
