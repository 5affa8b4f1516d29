import { CHAIN } from "../names/chain.ts";
import { PART } from "../names/similarity.ts";
import { PART_BASE } from "./similar-parts.ts";

/** A chain's digit as an expression over `a` and `b`, and the joins that fetch how alike its parts are. The rules of names/chain.ts. */
export function chainSql(
  c: number,
  muhammad: number,
  bigint: string,
): { readonly digit: string; readonly joins: string } {
  const joins: string[] = [];
  const known = new Map<string, string>();
  // How alike two parts are: 0 different, 2 close, 3 spelled alike, 4 equal.
  const alike = (x: string, y: string): string => {
    const name = known.get(`${x} ${y}`) ?? `p${c}_${known.size}`;
    if (!known.has(`${x} ${y}`)) {
      known.set(`${x} ${y}`, name);
      joins.push(
        `LEFT JOIN similar_${c} AS ${name} ON ${name}.pair = CAST(${x} AS ${bigint}) * ${PART_BASE} + CAST(${y} AS ${bigint})`,
      );
    }
    return `CASE WHEN ${x} = ${y} THEN ${PART.equal} ELSE coalesce(${name}.alike, 0) END`;
  };
  const part = (side: string, p: number): string => `${side}.c${c}_${p}`;
  const state = (p: number): string =>
    `(CASE WHEN ${part("a", p)} = 0 OR ${part("b", p)} = 0 THEN 1 ELSE ${alike(part("a", p), part("b", p))} END)`;
  const same = (x: string, y: string): string => `(${x} <> 0 AND ${y} <> 0 AND (${alike(x, y)}) >= ${PART.spelling})`;
  const [given, father, grandfather, family] = [0, 1, 2, 3].map(state) as [string, string, string, string];
  const count = (states: readonly string[], test: string): string =>
    `(${states.map((s) => `(CASE WHEN ${s} ${test} THEN 1 ELSE 0 END)`).join(" + ")})`;
  const all = [given, father, grandfather, family];
  const [equal, close, different] = [
    count(all, `>= ${PART.spelling}`),
    count(all, `= ${PART.close}`),
    count(all, `= ${PART.different}`),
  ];
  const rotated = (x: string, y: string): string =>
    `(${same(part(x, 0), part(y, 3))} AND ${[0, 1, 2]
      .map((k) => {
        const [tail, head] = [`${x}.t${c}_${k}`, `${y}.h${c}_${k}`];
        // The order of the two sides in a look-up does not matter: the table holds both.
        return k === 0 ? same(tail, head) : `(${tail} = 0 OR ${same(tail, head)})`;
      })
      .join(" AND ")})`;
  const shift = (x: string, y: string): string =>
    `(${same(part(x, 1), part(y, 0))} AND (${part(x, 3)} = 0 OR ${part(y, 3)} = 0 OR ${same(part(x, 3), part(y, 3))}))`;
  const honorary = (son: string, elder: string): string =>
    `(CASE WHEN ${part(son, 0)} = ${muhammad} AND ${part(son, 2)} = 0 AND ${part(elder, 1)} = 0 AND ${part(elder, 2)} = 0 AND ${part(elder, 3)} <> 0 THEN ${CHAIN.twoEqual} WHEN ${part(son, 0)} = ${muhammad} THEN ${CHAIN.honorary} ELSE ${CHAIN.generation} END)`;
  const rest = [father, grandfather, family];
  const otherGiven = `CASE
    WHEN ${rotated("a", "b")} THEN CASE WHEN ${part("a", 1)} <> 0 THEN ${CHAIN.swapped} ELSE ${CHAIN.loose} END
    WHEN ${rotated("b", "a")} THEN CASE WHEN ${part("b", 1)} <> 0 THEN ${CHAIN.swapped} ELSE ${CHAIN.loose} END
    WHEN ${shift("a", "b")} AND NOT (${shift("b", "a")} AND ${part("b", 0)} = ${muhammad}) THEN ${honorary("a", "b")}
    WHEN ${shift("b", "a")} THEN ${honorary("b", "a")}
    WHEN ${count(rest, `>= ${PART.close}`)} >= 2 AND ${count(rest, `= ${PART.different}`)} = 0 THEN ${CHAIN.sibling}
    ELSE ${CHAIN.conflict} END`;
  const fatherCalledFamily = (short: string, long: string): string =>
    `(${part(short, 1)} = 0 AND ${part(short, 2)} = 0 AND ${same(part(short, 3), part(long, 1))})`;
  const grandfatherCalledFamily = (short: string, long: string): string =>
    `(${part(short, 2)} = 0 AND ${same(part(short, 1), part(long, 1))} AND ${same(part(short, 3), part(long, 2))})`;
  const fatherLeftOut = (short: string, long: string): string =>
    `((${part(short, 2)} = 0 OR ${part(long, 1)} = ${muhammad}) AND ${same(part(short, 1), part(long, 2))})`;
  const sameGiven = `CASE
    WHEN (${different} > 0 OR ${equal} + ${close} = 1) AND (${fatherCalledFamily("a", "b")} OR ${fatherCalledFamily("b", "a")}) THEN ${CHAIN.twoClose}
    WHEN (${different} > 0 OR ${equal} + ${close} < 3) AND (${grandfatherCalledFamily("a", "b")} OR ${grandfatherCalledFamily("b", "a")}) THEN ${CHAIN.oneClose}
    WHEN ${different} = 0 THEN CASE
      WHEN ${close} > 1 THEN ${CHAIN.loose}
      WHEN ${equal} + ${close} = 1 THEN ${CHAIN.givenOnly}
      WHEN ${equal} + ${close} = 2 THEN CASE WHEN ${close} = 0 THEN ${CHAIN.twoEqual} ELSE ${CHAIN.twoClose} END
      WHEN ${close} = 1 THEN ${CHAIN.oneClose}
      WHEN ${equal} = 4 THEN ${CHAIN.fourEqual}
      ELSE ${CHAIN.threeEqual} END
    WHEN ${family} <> ${PART.different} AND (${fatherLeftOut("a", "b")} OR ${fatherLeftOut("b", "a")}) THEN ${CHAIN.fatherLeftOut}
    WHEN ${different} = 1 AND ${equal} + ${close} >= 2 THEN CASE
      WHEN ${family} = ${PART.different} AND ${equal} + ${close} = 3 THEN ${CHAIN.otherFamily}
      WHEN ${family} = ${PART.different} THEN CASE WHEN ${father} >= ${PART.close} THEN ${CHAIN.familyDiffers} ELSE ${CHAIN.oneOfThree} END
      WHEN ${equal} + ${close} = 3 THEN ${CHAIN.middleDiffers}
      ELSE ${CHAIN.oneOfThree} END
    WHEN ${same(part("a", 1), part("b", 2))} AND ${same(part("a", 2), part("b", 1))} AND ${family} <> ${PART.different} THEN ${CHAIN.swapped}
    ELSE ${CHAIN.onlyGiven} END`;
  const digit = `CASE WHEN ${part("a", 0)} = 0 OR ${part("b", 0)} = 0 THEN 0
    WHEN ${given} >= ${PART.close} THEN 1 + (${sameGiven})
    ELSE 1 + (${otherGiven}) END`;
  return { digit, joins: joins.join("\n") };
}
