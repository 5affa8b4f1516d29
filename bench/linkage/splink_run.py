# Splink itself on the same list, rules and comparisons: python3 bench/linkage/splink_run.py LIST.csv EDGES.csv
# Needs `pip install splink` (MIT) in an environment of its own.
import json
import math
import sys
import time

import duckdb
import splink.comparison_library as cl
import splink.comparison_level_library as cll
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

list_file, edges_file = sys.argv[1:3]
started = time.monotonic()
connection = duckdb.connect()
connection.execute("SET threads = 2")
connection.execute(
    f"""CREATE TABLE people AS SELECT CAST(id AS BIGINT) AS unique_id, given, middle, family, place, occupation, dob,
    substr(dob, 1, 4) AS birth_year, nullif(substr(dob, 6), '01-01') AS month_day
    FROM read_csv('{list_file}', header = true, all_varchar = true)"""
)


def text(column):
    near = f"jaro_winkler_similarity({column}_l, {column}_r)"
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.NullLevel(column),
            cll.ExactMatchLevel(column, term_frequency_adjustments=True),
            cll.CustomLevel(f"{near} >= 0.92 OR damerau_levenshtein({column}_l, {column}_r) <= 1", "near"),
            cll.CustomLevel(f"{near} >= 0.8", "far"),
            cll.ElseLevel(),
        ],
    )


rules = [
    ["given", "family"], ["family", "dob"], ["given", "birth_year"], ["family", "birth_year"], ["place", "birth_year"],
    ["family", "month_day"], ["given", "month_day"], ["place", "month_day"], ["given", "place"], ["middle", "place"],
    ["given", "middle"], ["family", "occupation"],
]  # fmt: skip
settings = SettingsCreator(
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[block_on(*rule) for rule in rules],
    comparisons=[*map(text, ["given", "middle", "family", "place", "occupation"]), cl.DateOfBirthComparison("dob", input_is_string=True)],
    retain_intermediate_calculation_columns=False,
    retain_matching_columns=False,
)
linker = Linker(DuckDBAPI(connection=connection).register("people"), settings)
predicted = linker.inference.predict(threshold_match_probability=0.9)
connection.execute(f"COPY (SELECT unique_id_l, unique_id_r, match_weight, match_probability FROM {predicted.physical_name}) TO '{edges_file}' (HEADER)")
print(json.dumps({"program": "Splink", "seconds": time.monotonic() - started}))
