"""Every capture of a student stands on the card, the newest first, with the one that was judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.ui.photos.registered import Capture, captures
from recon.ui.students.past import frame
from recon.workspace import Workspace
from tests.ui.test_pages import opened

if TYPE_CHECKING:
    from pathlib import Path

    from recon.ui.store import Run

REGISTER = """学号,证件号码,采集日期,状态
1864001400003,,2019-03-01,已采集
1864001400003,,2020-05-20,不合格
1864001400004,,2020-05-21,已采集
,{card},2018-02-28,已采集
"""


@pytest.fixture
def register(office: Path, run: Run) -> Path:
    card = run.students.rows([3])[0]["id_card"]
    with Workspace.open(office) as place:
        place.add_source("photos", REGISTER.format(card=card).encode(), "photos.csv", actor="tester")
    return office


def test_every_capture_is_found_by_number_and_by_id(register: Path, run: Run) -> None:
    [row] = run.students.rows([3])
    with Workspace.open(register) as place:
        found = captures(run, place, row["student_no"], row["id_card"])
    assert found == [
        Capture("2020-05-20", "不合格"),
        Capture("2019-03-01", "已采集"),
        Capture("2018-02-28", "已采集"),
    ]
    shown = frame(found, "2019-03-01", 12)
    assert shown["有效至"].tolist() == ["2021-05-20", "2020-03-01", "2019-02-28"]
    assert shown["以哪次为准"].tolist() == ["", "这一次", ""]


def test_without_a_register_the_card_offers_no_photos(office: Path) -> None:
    at = opened("students", site_code="6400105")
    key = next(element.key for element in at.dataframe if element.key)
    at.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    at.run()
    assert not at.exception
    assert "拍过的照片" not in [drawer.label for drawer in at.expander]


def test_with_a_register_the_card_offers_them(register: Path) -> None:
    at = opened("students", site_code="6400105")
    key = next(element.key for element in at.dataframe if element.key)
    at.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    at.run()
    assert not at.exception
    assert "拍过的照片" in [drawer.label for drawer in at.expander]
