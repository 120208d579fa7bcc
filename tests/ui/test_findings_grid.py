"""The findings' grid on a small screen: what the filters tell already makes room for what is wrong."""

from __future__ import annotations

import pytest

from recon.ui.findings.table import columns, frame, told_by
from recon.ui.store import Question

ROW = {
    "finding_id": "0123456789abcdef", "rule": "MA03", "severity": "error", "trust": "confirm", "site_code": "6400101",
    "site_name": "示例", "field": "id_card", "student_no": "1", "name": "示例", "submitted": "1", "official": "2",
}  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "gone"),
    [
        ({}, set()),
        ({"state": ("waiting",)}, {"state"}),
        ({"state": ("waiting",), "trust": ("confirm",), "rule": ("MA03",)}, {"state", "trust"}),
        ({"trust": ("confirm", "ask-site")}, set()),
        ({"severity": ("error",), "field": ("name",)}, {"field"}),
    ],
    ids=["no filter", "state", "state and trust", "two codes", "severity and column"],
)
def test_a_column_the_filters_tell_is_left_out(chosen: dict[str, tuple[str, ...]], gone: set[str]) -> None:
    told = told_by(Question(chosen))
    assert told == gone
    whole = set(frame([ROW], {}).columns)
    assert whole - set(frame([ROW], {}, told).columns) == gone


def test_what_is_wrong_gets_the_room_of_what_is_told() -> None:
    plain, told = columns(), columns({"state", "trust"})
    assert told["rule"]["width"] > plain["rule"]["width"]
