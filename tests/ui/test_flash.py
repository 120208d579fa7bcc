"""What became of an act is said once, on whatever page is drawn next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.ui import context
from recon.ui.parts.flash import KEPT, Became
from recon.workspace import Workspace
from tests.ui.test_pages import opened

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("page", ["overview", "sites", "findings", "campaign"])
def test_every_page_says_what_was_kept_and_says_it_once(office: Path, page: str) -> None:
    at = opened(page, lang="zh")
    at.session_state[KEPT] = [("记下了", Became.DONE), ("被别人抢先", Became.OVERTAKEN)]
    at.run()
    assert [one.value for one in at.toast] == ["记下了"]
    assert "被别人抢先" in [one.value for one in at.warning]
    at.run()
    assert not at.toast
    assert "被别人抢先" not in [one.value for one in at.warning]


def test_a_new_check_is_said_in_the_language_of_the_session(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "lang", lambda: "en")
    with Workspace.open(office) as place:
        context.judge_again(place)
        [job] = place.jobs.open()
        assert (job.kind, job.payload) == ("run", {"lang": "en"})
