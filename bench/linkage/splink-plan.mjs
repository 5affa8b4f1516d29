// The plan of Splink 5 (MIT) written by hand for DuckDB, on the pairs and comparisons of rules.mjs: id pairs of every rule made
// first, records joined back, every level a CASE over strings, term frequencies, a threshold. Usage:
// node bench/linkage/splink-plan.mjs LIST.csv MODEL.json EDGES.csv [THREADS=2]
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { KEEP, RULES } from "./rules.mjs";

const [list, modelFile, edges, threads = "2"] = process.argv.slice(2);
const model = JSON.parse(readFileSync(modelFile, "utf8"));
const connection = await (await DuckDBInstance.create(":memory:", { threads })).connect();
const started = performance.now();
const COLUMNS = ["given", "middle", "family", "place", "occupation"];
await connection.run(`CREATE TABLE people AS SELECT CAST(id AS BIGINT) AS id, ${COLUMNS.join(", ")}, dob,
  substr(dob, 1, 4) AS birth_year, nullif(substr(dob, 6), '01-01') AS month_day FROM read_csv('${list}', header = true, all_varchar = true)`);
for (const column of COLUMNS)
  await connection.run(
    `CREATE TABLE tf_${column} AS SELECT ${column}, count(*) / sum(count(*)) OVER () AS tf FROM people WHERE ${column} IS NOT NULL GROUP BY ${column}`,
  );
await connection.run(
  `CREATE TABLE p AS SELECT people.*, ${COLUMNS.map((c) => `tf_${c}.tf AS tf_${c}`).join(", ")} FROM people ${COLUMNS.map((c) => `LEFT JOIN tf_${c} ON people.${c} = tf_${c}.${c}`).join(" ")}`,
);
const key = { birth: "dob", "birth year": "birth_year", "birth month and day": "month_day" };
const sqlOf = (rule) => rule.map((name) => `l.${key[name] ?? name} = r.${key[name] ?? name}`).join(" AND ");
const unions = RULES.map(
  (rule, i) =>
    `SELECT '${i}' AS match_key, l.id AS id_l, r.id AS id_r FROM p AS l JOIN p AS r ON ${sqlOf(rule)} WHERE l.id < r.id ${RULES.slice(
      0,
      i,
    )
      .map((earlier) => `AND NOT coalesce(${sqlOf(earlier)}, false)`)
      .join(" ")}`,
);
await connection.run(`CREATE TABLE pairs AS ${unions.join(" UNION ALL ")}`);
const [[pairs]] = (await connection.runAndReadAll("SELECT count(*) FROM pairs")).getRows();

const text = (c) =>
  `CASE WHEN ${c}_l IS NULL OR ${c}_r IS NULL THEN -1 WHEN ${c}_l = ${c}_r THEN 3 WHEN jaro_winkler_similarity(${c}_l, ${c}_r) >= 0.92 OR damerau_levenshtein(${c}_l, ${c}_r) <= 1 THEN 2 WHEN jaro_winkler_similarity(${c}_l, ${c}_r) >= 0.8 THEN 1 ELSE 0 END`;
const day = (side) => `try_strptime(dob_${side}, '%Y-%m-%d')`;
const date = `CASE WHEN dob_l IS NULL OR dob_r IS NULL THEN -1 WHEN dob_l = dob_r THEN 6
  WHEN damerau_levenshtein(dob_l, dob_r) <= 1 THEN 4
  WHEN abs(epoch(${day("l")}) - epoch(${day("r")})) <= 2629800 THEN 3
  WHEN abs(epoch(${day("l")}) - epoch(${day("r")})) <= 31557600 THEN 2
  WHEN abs(epoch(${day("l")}) - epoch(${day("r")})) <= 315576000 THEN 1 ELSE 0 END`;
const weightsOf = (name) => model.comparisons.find((c) => c.name === name).weights;
const pick = (gamma, weights) =>
  `CASE ${gamma} WHEN -1 THEN 0 ${weights.map((w, level) => `WHEN ${level} THEN ${w}`).join(" ")} END`;
const tf = (c) => `CASE WHEN gamma_${c} = 3 THEN log2(1e-3 / greatest(tf_${c}_l, tf_${c}_r, 1e-6)) ELSE 0 END`;
const gammas = [...COLUMNS.map((c) => `${text(c)} AS gamma_${c}`), `${date} AS gamma_dob`];
const sides = [...COLUMNS, ...COLUMNS.map((c) => `tf_${c}`), "dob"];
const prior = Math.log2(model.lambda / (1 - model.lambda));
const weight = [
  prior,
  ...COLUMNS.map((c) => `${pick(`gamma_${c}`, weightsOf(c))} + ${tf(c)}`),
  pick("gamma_dob", weightsOf("birth")),
].join(" + ");
await connection.run(`COPY (
  WITH joined AS (SELECT id_l, id_r, match_key, ${sides.flatMap((c) => [`l.${c} AS ${c}_l`, `r.${c} AS ${c}_r`]).join(", ")}
    FROM pairs JOIN p AS l ON pairs.id_l = l.id JOIN p AS r ON pairs.id_r = r.id),
  compared AS (SELECT id_l, id_r, match_key, ${sides.flatMap((c) => [`${c}_l`, `${c}_r`]).join(", ")}, ${gammas.join(", ")} FROM joined),
  scored AS (SELECT id_l, id_r, ${weight} AS match_weight FROM compared)
  SELECT id_l, id_r, match_weight, 1 / (1 + pow(2, -match_weight)) AS match_probability FROM scored WHERE match_weight >= ${Math.log2(KEEP / (1 - KEEP))}
) TO '${edges}' (HEADER)`);
process.stdout.write(
  `${JSON.stringify({ program: "Splink's plan on DuckDB", pairs: Number(pairs), seconds: (performance.now() - started) / 1000 })}\n`,
);
