import { type Exchange, fieldOf } from "./exchanges.ts";

/** How far this machine's clock was ahead of a server's, in seconds; negative: behind. */
export interface ClockDifference {
  readonly server: string;
  /** The server's `Date` field, as sent. */
  readonly date: string;
  readonly atLeast: number;
  readonly atMost: number;
}

/**
 * Compares this machine's clock with the `Date` field of the first answer (RFC 9110, 6.6.1). The field is cut to a second,
 * and was written between going and arriving; both are in the bounds.
 *
 * @returns why there is nothing to compare, where a cache answered or the field is missing
 */
export function clockDifference(
  first: Exchange | undefined,
  times: { readonly began: Date; readonly answered: Date },
): ClockDifference | { readonly missing: string } {
  if (first === undefined) return { missing: "no answer came" };
  const date = fieldOf(first.headers, "date");
  const serverMs = Date.parse(date ?? "");
  if (date === undefined || Number.isNaN(serverMs)) return { missing: "the server told no time" };
  if (fieldOf(first.headers, "age") !== undefined) return { missing: "a cache answered, with a time of its own" };
  const seconds = (ms: number): number => Math.round(ms / 100) / 10;
  return {
    server: new URL(first.url).host,
    date,
    atLeast: seconds(times.began.getTime() - (serverMs + 1000)),
    atMost: seconds(times.answered.getTime() - serverMs),
  };
}

/** The difference in words. */
export function clockInWords(found: ClockDifference | { readonly missing: string }): string {
  if ("missing" in found) return `this machine's clock, compared with nobody's: ${found.missing}`;
  const { atLeast, atMost, date, server } = found;
  return `this machine's clock was between ${atLeast} and ${atMost} seconds ahead of the clock of ${server}, which said "${date}"`;
}
