import { AGE_LEVELS } from "../compare/dates.ts";
import type { Comparison } from "../plan/compiled.ts";
import { RANGE, WIDTH } from "../values/age-code.ts";
import { chainSql } from "./chain-sql.ts";
import { dateSql } from "./date-sql.ts";
import type { Dialect } from "./dialect.ts";
import { PART_BASE } from "./similar-parts.ts";

/** The digit of a comparison as an expression over the records `a` and `b`, with the joins it needs. */
export function comparisonSql(
  comparison: Comparison,
  c: number,
  muhammad: number,
  dialect: Dialect,
): { readonly digit: string; readonly joins: string } {
  if (comparison.kind === "chain") return chainSql(c, muhammad, dialect.bigint);
  const [x, y] = [`a.c${c}_0`, `b.c${c}_0`];
  const isCorrected = dialect.needsCorrections && (comparison.kind === "name" || comparison.kind === "text");
  const similar = dialect.jaroWinkler(`a.s${c}`, `b.s${c}`);
  const near = isCorrected ? `(CASE WHEN n${c}.near > 0 THEN n${c}.near ELSE ${similar} END)` : similar;
  const level = levelSql(comparison, c, x, y, near, dialect);
  const missing = `${x} = 0 OR ${y} = 0${comparison.kind === "age" ? ` OR (a.c${c}_1 = 1 AND b.c${c}_1 = 1)` : ""}`;
  return {
    digit: `CASE WHEN ${missing} THEN 0 ELSE 1 + (${level}) END`,
    joins: isCorrected ? correction(c, x, y, dialect) : "",
  };
}

function correction(c: number, x: string, y: string, { bigint }: Dialect): string {
  return `LEFT JOIN near_${c} AS n${c} ON n${c}.pair = CAST(${x} AS ${bigint}) * ${PART_BASE} + CAST(${y} AS ${bigint})`;
}

function levelSql(
  { name, kind, levels }: Comparison,
  c: number,
  x: string,
  y: string,
  near: string,
  dialect: Dialect,
): string {
  const [s, t] = [`a.s${c}`, `b.s${c}`];
  switch (kind) {
    case "name": {
      const ids = [0, 1, 2, 3];
      const shares = ids.map((v) => {
        const [id, others] = [`a.v${c}_0_${v}`, ids.map((w) => `b.v${c}_0_${w}`)];
        return `(${id} <> 0 AND (abs(${id}) IN (${others.join(", ")}) OR (${id} > 0 AND -${id} IN (${others.join(", ")}))))`;
      });
      return `CASE WHEN ${x} = ${y} THEN 5 WHEN ${shares.join(" OR ")} THEN 4 WHEN ${near} >= 0.92 THEN 3 WHEN ${near} >= 0.85 THEN 2 WHEN ${near} >= 0.7 THEN 1 ELSE 0 END`;
    }
    case "text": {
      return `CASE WHEN ${x} = ${y} THEN 3 WHEN ${near} >= 0.92 OR ${dialect.edits(s, t)} <= 1 THEN 2 WHEN ${near} >= 0.8 THEN 1 ELSE 0 END`;
    }
    case "code": {
      const half = dialect.divide(`(least(length(${s}), length(${t})) + 1)`, 2);
      return `CASE WHEN ${x} = ${y} THEN 3 WHEN ${dialect.edits(s, t)} <= 1 THEN 2 WHEN ${half} >= 2 AND ${dialect.prefix(s, half)} = ${dialect.prefix(t, half)} THEN 1 ELSE 0 END`;
    }
    case "date":
      return dateSql(x, y, name !== "birth", dialect);
    case "age":
      return ageSql(x, y, levels.length > AGE_LEVELS.length, dialect);
    case "lists":
      return `CASE WHEN ${x} = ${y} THEN 0 ELSE 1 END`;
    default:
      return `CASE WHEN ${x} = ${y} THEN 1 ELSE 0 END`;
  }
}

// The rules of ageLevel and rangedAgeLevel in compare/dates.ts.
function ageSql(x: string, y: string, hasRanges: boolean, { divide }: Dialect): string {
  const apart = `abs(${x} - ${y})`;
  const far = (d: string): string => `WHEN ${d} <= 2 THEN 3 WHEN ${d} <= 5 THEN 2 WHEN ${d} <= 10 THEN 1 ELSE 0 END`;
  const top = AGE_LEVELS.length - 1 + (hasRanges ? 1 : 0);
  const exact = `CASE WHEN ${apart} = 0 THEN ${top} WHEN ${apart} = 1 THEN ${top - 1} ${far(apart)}`;
  if (!hasRanges) return exact;
  const from = (d: string): string =>
    `(CASE WHEN ${d} < ${RANGE} THEN ${d} - 1 ELSE ${divide(`(${d} - ${RANGE})`, WIDTH)} END)`;
  const to = (d: string): string => `(CASE WHEN ${d} < ${RANGE} THEN ${d} - 1 ELSE (${d} - ${RANGE}) % ${WIDTH} END)`;
  const missed = `greatest(${from(x)} - ${to(y)}, ${from(y)} - ${to(x)})`;
  return `CASE WHEN ${x} < ${RANGE} AND ${y} < ${RANGE} THEN ${exact}
    ELSE CASE WHEN ${missed} <= 0 THEN 4 WHEN ${x} >= ${RANGE} AND ${y} >= ${RANGE} AND ${missed} <= 10 THEN 1 ${far(missed)} END`;
}
