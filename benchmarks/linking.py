"""Which enrolment is a roster row, by somebody else's means: exact VLOOKUP here, Splink in an environment of its own.

    python benchmarks/linking.py FOLDER

reads ``rows.parquet`` and ``enrolments.parquet`` (folded values, ``unique_id``) of a folder and writes
``links.parquet`` (``row``, ``enrolment``): the best link of each row with a probability of at least one half.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

FIELDS = ("student_no", "id_card", "name", "sex", "level", "major", "cohort", "site")
"""What both sides know of a student."""
HALF = 0.5


def vlookup(rows: list[dict[str, str]], enrolments: list[dict[str, str]]) -> dict[int, int]:
    """Return row → enrolment of exactly this 学号, the first one, as the spreadsheet function finds it."""
    first: dict[str, int] = {}
    for number, enrolment in enumerate(enrolments):
        first.setdefault(enrolment["student_no"], number)
    found = ((n, first.get(row["student_no"], -1)) for n, row in enumerate(rows) if row["student_no"])
    return {n: enrolment for n, enrolment in found if enrolment >= 0}


def splink(rows: pa.Table, enrolments: pa.Table) -> pa.Table:
    """Link with a Fellegi-Sunter model: three keys by edit distance, the rest by equality, trained without labels."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="link_only",
        blocking_rules_to_generate_predictions=[
            block_on("student_no"),
            block_on("id_card"),
            block_on("name", "cohort", "level"),
            block_on("name", "substr(id_card, 1, 14)"),
        ],
        comparisons=[
            cl.DamerauLevenshteinAtThresholds("student_no", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("id_card", [1, 2, 3]),
            cl.DamerauLevenshteinAtThresholds("name", [1]).configure(term_frequency_adjustments=True),
            *(cl.ExactMatch(field) for field in ("sex", "level", "major", "cohort", "site")),
        ],
    )
    database = DuckDBAPI()
    linker = Linker([database.register(rows), database.register(enrolments)], settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("student_no", "id_card")], recall=0.9)
    training.estimate_u_using_random_sampling(max_pairs=1e6)
    training.estimate_parameters_using_expectation_maximisation(block_on("student_no"))
    training.estimate_parameters_using_expectation_maximisation(block_on("id_card"))
    predicted = linker.inference.predict(threshold_match_probability=HALF).as_duckdbpyrelation()
    return best_of(predicted.arrow())


def best_of(pairs: pa.Table) -> pa.Table:  # noqa: ARG001 -- the query reads it by its name
    """Return the likeliest enrolment of each row. Splink orders the two sides by the names of their tables."""
    query = """
        with told as (
            select case when starts_with(unique_id_l, 'row') then unique_id_l else unique_id_r end as row,
                   case when starts_with(unique_id_l, 'row') then unique_id_r else unique_id_l end as enrolment,
                   match_weight as weight
            from pairs)
        select row, arg_max(enrolment, weight) as enrolment from told group by row order by row
    """
    return duckdb.sql(query).to_arrow_table()


def main() -> None:
    folder = Path(sys.argv[1])
    linked = splink(*(pq.read_table(folder / f"{name}.parquet") for name in ("rows", "enrolments")))
    pq.write_table(linked, folder / "links.parquet")


if __name__ == "__main__":
    main()
