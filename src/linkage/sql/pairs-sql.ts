import { NAMELESS, ONE_DAY, SAME_DAY, SAME_ID } from "../kernel/pair-weight.ts";
import { radicesOf } from "../kernel/patterns.ts";
import type { Rule, Weights } from "../kernel/task.ts";
import type { Compiled } from "../plan/compiled.ts";
import type { Plan } from "../score.ts";
import { comparisonSql } from "./comparison-sql.ts";
import type { SqlDatabase } from "./database.ts";
import { DIALECTS } from "./dialect.ts";

/** Pairs of a rule that no earlier rule makes, as a FROM clause; `joins` stand before WHERE. */
function fromRule(data: Compiled, rules: readonly Rule[], r: number, joins = ""): string {
  const meets = (rule: Rule): string =>
    rule.length === 0 ? "1 = 1" : rule.map((k) => `(a.k${k} <> 0 AND a.k${k} = b.k${k})`).join(" AND ");
  const on = rules[r]!.map((k) => `a.k${k} = b.k${k}`);
  const where = [
    ...rules[r]!.map((k) => `a.k${k} <> 0`),
    "a.i < b.i",
    ...rules.slice(0, r).map((rule) => `NOT (${meets(rule)})`),
    ...data.uniqueLists.flatMap((isUnique, list) => (isUnique ? [`NOT (a.list = ${list} AND b.list = ${list})`] : [])),
  ];
  const join = on.length === 0 ? "CROSS JOIN records AS b" : `JOIN records AS b ON ${on.join(" AND ")}`;
  return `FROM records AS a ${join} ${joins} WHERE ${where.join(" AND ")}`;
}

/** Counts the pairs of a rule that no earlier rule makes: one row, one number. */
export function countSql({ data, rules }: Pick<Plan, "data" | "rules">, r: number): string {
  return `SELECT count(*) ${fromRule(data, rules, r)}`;
}

/**
 * Every two different codes that stand in any of `columns` of the two records of some pair: the lower, the higher. What must be said
 * of codes is said of these alone, so it grows with the pairs and not with the square of the codes.
 */
export function metSql({ data, rules }: Pick<Plan, "data" | "rules">, columns: readonly string[]): string {
  const numbers = columns.map((_, n) => `SELECT ${n} AS n`).join(" UNION ALL ");
  const pick = (side: "a" | "b"): string =>
    `CASE of_${side}.n ${columns.map((column, n) => `WHEN ${n} THEN ${side}.${column}`).join(" ")} END`;
  const each = `CROSS JOIN (${numbers}) AS of_a CROSS JOIN (${numbers}) AS of_b`;
  const ofRule = rules.map((_, r) => `SELECT ${pick("a")} AS x, ${pick("b")} AS y ${fromRule(data, rules, r, each)}`);
  return `SELECT DISTINCT least(x, y) AS low, greatest(x, y) AS high FROM (${ofRule.join(" UNION ALL ")}) AS met WHERE x <> y AND x <> 0 AND y <> 0`;
}

/** Compares the pairs of a rule: `a, b, pattern, weight` of every pair. */
export function pairsSql({ data, rules, weights }: Plan, r: number, name: SqlDatabase["dialect"]): string {
  const dialect = DIALECTS[name];
  const radices = radicesOf(data.comparisons);
  const parts = data.comparisons.map((comparison, c) => comparisonSql(comparison, c, data.muhammad, dialect));
  const inner = `SELECT a.i AS a, b.i AS b, ${parts.map(({ digit }, c) => `${digit} AS d${c}`).join(", ")}, ${rarityColumns(data)} ${fromRule(data, rules, r, parts.map(({ joins }) => joins).join("\n"))}`;
  const pattern = parts.map((_, c) => `CAST(d${c} AS ${dialect.bigint}) * ${radices[c]}`).join(" + ");
  return `SELECT a, b, ${pattern} AS pattern, ${weightSql(data, weights)} AS weight FROM (${inner}) AS pairs`;
}

/** Those of them that weigh at least the plan's `keep`, less a hair: the last bit is decided by the kernel's own sum. */
export function keptSql(plan: Plan, r: number, name: SqlDatabase["dialect"]): string {
  return `SELECT a, b, pattern FROM (${pairsSql(plan, r, name)}) AS scored WHERE weight >= ${plan.weights.keep - 1e-6}`;
}

// For each column that has frequencies: bits of the commoner value where both agree enough for it to say something, else NULL's stand-in.
const SILENT = -1;

function rarityColumns(data: Compiled): string {
  const columns = data.comparisons.flatMap(({ frequencies, kind }, c) =>
    (frequencies ?? []).map((_, k) => {
      const [x, y] = [`a.c${c}_${k}`, `b.c${c}_${k}`];
      const first = `a.v${c}_${k}_0`;
      const shares = `(${first} <> 0 AND (${first} = b.v${c}_${k}_0 OR ${first} = b.v${c}_${k}_1))`;
      const says = kind === "chain" ? ` AND (${x} = ${y} OR ${shares})` : "";
      return `CASE WHEN ${x} <> 0 AND ${y} <> 0${says} THEN least(a.f${c}_${k}, b.f${c}_${k}) ELSE ${SILENT} END AS r${c}_${k}`;
    }),
  );
  return columns.length === 0 ? "0 AS none" : columns.join(", ");
}

function weightSql(data: Compiled, weights: Weights): string {
  const pick = (values: readonly number[], digit: string): string =>
    `(CASE ${digit} ${values.map((value, d) => `WHEN ${d} THEN CAST(${value} AS DOUBLE)`).join(" ")} ELSE CAST(0 AS DOUBLE) END)`;
  const sumOf = (byDigit: readonly (readonly number[])[]): string =>
    byDigit.map((values, c) => pick(values, `d${c}`)).join(" + ");
  const base = `(${weights.prior}) + ${sumOf(weights.byDigit)}`;
  const rarity = { own: "", kin: "", place: "" };
  data.comparisons.forEach(({ frequencies, sharedBy }, c) => {
    (frequencies ?? []).forEach((_, k) => {
      rarity[sharedBy[k]!] +=
        ` + (CASE WHEN r${c}_${k} < 0 THEN 0 ELSE ${pick(weights.rarity[c]!, `d${c}`)} * (r${c}_${k} - (${weights.rarityMean[c]![k]})) END)`;
    });
  });
  const alike = weights.related.map(
    ({ prior, byDigit, shares }) =>
      ` + pow(2.0, (${prior}) + ${sumOf(byDigit)}${shares.kin ? rarity.kin : ""}${shares.place ? rarity.place : ""})`,
  );
  const related = alike.length === 0 ? "" : ` - log2(1${alike.join("")})`;
  const { name, id, day } = weights.tells;
  const isNameless = [...name.map((c) => `d${c} = 0`), ...id.map((c) => `d${c} < ${SAME_ID}`)].join(" AND ");
  const isOneDay = day.length === 0 ? "1 = 0" : day.map((c) => `d${c} = ${SAME_DAY}`).join(" OR ");
  const less = `CASE WHEN ${isOneDay} THEN CAST(${ONE_DAY} AS DOUBLE) ELSE CAST(${NAMELESS} AS DOUBLE) END`;
  const nameless = name.length === 0 ? "" : ` + (CASE WHEN ${isNameless} THEN ${less} ELSE CAST(0 AS DOUBLE) END)`;
  return `${base}${rarity.own}${rarity.kin}${rarity.place}${related}${nameless}`;
}
