"""Whoever clicks on stops the script where it draws next or looks into the session: what was brought is kept before."""

from __future__ import annotations

from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

from recon.ui import context
from recon.ui.taking.keeping import kept
from recon.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EXTRACT = "学号,姓名,身份证号,学籍状态,专业层次,入学年度学期\n1864901400001,王丽,,在籍,本科,2018秋季\n"
ROSTER = "学号,姓名\n1864901400001,王丽\n"


class ClickedOnError(BaseException):
    """As Streamlit stops a script."""


@contextmanager
def spinner(_: str) -> Iterator[None]:
    yield
    raise ClickedOnError


def stopped() -> str:
    raise ClickedOnError


def upload(name: str, text: str) -> Any:
    return SimpleNamespace(name=name, getvalue=text.encode)


def test_the_first_files_are_kept_whole_and_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind the extract, the rosters were gone and nothing was judged."""
    monkeypatch.setattr(st, "spinner", spinner)
    monkeypatch.setattr(context, "lang", stopped)
    with Workspace.init(tmp_path / "new", '[campaign]\nid = "c"\n', actor="tester") as place:
        with pytest.raises(ClickedOnError):
            kept(place, "extract", [upload("学生.csv", EXTRACT)], [upload("名单.csv", ROSTER)])
        assert [one.name for one in place.sources()] == ["学生.csv"]
        assert [one.name for one in place.submissions()] == ["名单.csv"]
        assert [job.kind for job in place.jobs.open()] == ["run"]
