"""One value of a campaign changes; everything else stays as the person wrote it."""

from __future__ import annotations

from datetime import date

import pytest

from recon.campaign import loads
from recon.ui.campaigns.text import Value, put

TEXT = """# ours
[campaign]
id = "x"
deadline = "2020-06-10"   # midnight
title = "a # b"

[scope.open]
cohorts = [
  "2018秋季",
  "2019春季",  # both
]
levels = ["本科"]
"""


def changed(table: str, **values: Value | None) -> list[str]:
    before, after = TEXT.splitlines(), put(TEXT, table, values).splitlines()
    return [line for line in after if line not in before]


@pytest.mark.parametrize(
    ("table", "values", "lines"),
    [
        ("campaign", {"deadline": date(2020, 6, 12)}, ['deadline = "2020-06-12"  # midnight']),
        ("campaign", {"title": 'say "x"'}, ['title = "say \\"x\\""']),
        ("campaign", {"mend_days": 5}, ["mend_days = 5"]),
        ("scope.open", {"cohorts": ["2018秋季"]}, ['cohorts = ["2018秋季"]']),
        ("templates", {"open_title": "附表"}, ["[templates]", 'open_title = "附表"']),
        ("campaign", {"title": None}, []),
    ],
)
def test_only_what_was_asked_changes(table: str, values: dict[str, Value | None], lines: list[str]) -> None:
    assert changed(table, **values) == lines
    assert "# ours" in put(TEXT, table, values)


def test_an_array_on_several_lines_goes_whole() -> None:
    assert "2019春季" not in put(TEXT, "scope.open", {"cohorts": ["2018秋季"]})


def test_what_comes_out_is_a_campaign() -> None:
    text = put(TEXT, "batches", {"202107": date(2021, 7, 10)})
    assert loads(text).batches == {"202107": date(2021, 7, 10)}
    assert loads(put(text, "batches", {"202107": None})).batches == {}
