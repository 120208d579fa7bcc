"""Who would be due under a changed campaign is counted before it is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recon.pipeline.office import inputs_of
from recon.pipeline.preview import due_under
from recon.sample import make
from recon.ui.sample_office import adopt
from recon.words import Category
from recon.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_a_cohort_less_is_that_many_fewer_due(tmp_path: Path) -> None:
    make(tmp_path / "campaign", seed=3, site_count=3, student_count=80)
    adopt(tmp_path / "campaign", tmp_path / "office")
    with Workspace.open(tmp_path / "office") as place:
        now = place.campaign()
        open_scope = now.scope[Category.OPEN]
        narrower = replace(open_scope, cohorts=open_scope.cohorts[:1])
        wanted = replace(now, scope={**now.scope, Category.OPEN: narrower})
        before, after = due_under(inputs_of(place), (now, wanted))
        assert place.campaign() == now, "a preview keeps nothing"
    dropped = open_scope.cohorts[1]
    left = {key: n for key, n in before.items() if key[0] != "open" or key[1] != dropped}
    assert sum(before.values()) > sum(after.values()) > 0
    assert {key: n for key, n in after.items() if n} == left
