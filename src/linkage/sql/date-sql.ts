import { DOUBT, ORDER_UNKNOWN, REACH } from "../values/packed-day.ts";
import type { Dialect } from "./dialect.ts";

/** The level of two packed days, neither 0, of births or of events. The rules of compare/dates.ts. */
export function dateSql(a: string, b: string, isEvent: boolean, { divide }: Dialect): string {
  const [x, y] = [`(${a} % ${DOUBT})`, `(${b} % ${DOUBT})`];
  const year = (d: string): string => divide(d, 10000);
  const month = (d: string): string => `(${divide(d, 100)} % 100)`;
  const day = (d: string): string => `(${d} % 100)`;
  const [ya, yb, ma, mb, da, db] = [year(x), year(y), month(x), month(y), day(x), day(y)];
  const digit = (d: string, at: number): string => `(${divide(d, 10 ** at)} % 10)`;
  const places = [0, 1, 2, 3, 4, 5, 6, 7];
  const differing = places.map((at) => `(CASE WHEN ${digit(x, at)} <> ${digit(y, at)} THEN 1 ELSE 0 END)`).join(" + ");
  const swaps = places
    .slice(0, 7)
    .map(
      (at) =>
        `(${digit(x, at)} = ${digit(y, at + 1)} AND ${digit(x, at + 1)} = ${digit(y, at)} AND ${digit(x, at)} <> ${digit(x, at + 1)})`,
    );
  const oneSlip = `((${differing}) = 1 OR ((${differing}) = 2 AND (${swaps.join(" OR ")})))`;
  const years = `abs(${ya} - ${yb})`;
  const kind = (d: string): string => divide(d, DOUBT);
  const reach = (d: string): string =>
    `(CASE ${kind(d)} ${REACH.map((days, k) => `WHEN ${k} THEN ${days}`).join(" ")} ELSE 0 END)`;
  const number = (d: string): string =>
    `(367 * ${year(d)} - ${divide(`(7 * (${year(d)} + ${divide(`(${month(d)} + 9)`, 12)}))`, 4)} + ${divide(`(275 * ${month(d)})`, 9)} + ${day(d)})`;
  const months = `(12 * (${yb} - ${ya}) + ${mb} - ${ma})`;
  const near = isEvent
    ? `CASE WHEN ${ma} <> 0 AND ${mb} <> 0 AND ${da} <> 0 AND ${db} <> 0
        AND ((${months} = 1 AND ${db} <= ${da}) OR (${months} = -1 AND ${da} <= ${db})) THEN 3 ELSE 2 END`
    : "2";
  const isTurned = `${y} = ${year(x)} * 10000 + ${da} * 100 + ${ma}`;
  return `CASE
    WHEN (${a} >= ${DOUBT} OR ${b} >= ${DOUBT}) AND (${kind(a)} = ${ORDER_UNKNOWN} OR ${kind(b)} = ${ORDER_UNKNOWN}) AND ${isTurned} THEN 5
    WHEN (${a} >= ${DOUBT} OR ${b} >= ${DOUBT}) AND ${reach(a)} + ${reach(b)} > 0 AND ${da} <> 0 AND ${db} <> 0
      AND abs(${number(x)} - ${number(y)}) <= ${reach(a)} + ${reach(b)} THEN 5
    WHEN ${x} = ${y} THEN CASE WHEN ${ma} = 0 OR ${da} = 0 THEN 5 ELSE 6 END
    WHEN ${ya} = ${yb} THEN CASE
      WHEN ${ma} = 0 OR ${mb} = 0 OR (${ma} = 1 AND ${da} = 1) OR (${mb} = 1 AND ${db} = 1) THEN 5
      WHEN ${ma} = ${mb} AND (${da} = 0 OR ${db} = 0) THEN 5
      WHEN ${ma} = ${db} AND ${mb} = ${da} THEN 4
      WHEN ${oneSlip} THEN 4
      WHEN ${ma} = ${mb} THEN 3
      ELSE ${near} END
    WHEN ${ma} <> 0 AND ${da} <> 0 AND ${mb} <> 0 AND ${db} <> 0 AND ${oneSlip} THEN 4
    WHEN ${ma} <> 0 AND ${da} <> 0 AND ${mb} <> 0 AND ${db} <> 0 AND ${ma} = ${mb} AND ${da} = ${db} AND NOT (${ma} = 1 AND ${da} = 1) THEN 3
    WHEN ${years} <= 1 THEN ${near}
    WHEN ${years} <= 10 THEN 1
    ELSE 0 END`;
}
