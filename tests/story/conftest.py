"""A campaign with known truth, judged once per session: small and grown here, or the one that ships."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recon.campaign import load
from recon.pipeline import Inputs, Options, run
from recon.sample import make

if TYPE_CHECKING:
    from recon.pipeline.answers.answer import Answer

SHIPPED = Path(__file__).parents[2] / "sample_data"


@dataclass(frozen=True)
class Told:
    """A sample folder and what its generator knows."""

    folder: Path
    truth: list[dict[str, Any]]
    expected: dict[str, Any]

    @property
    def inputs(self) -> Inputs:
        return inputs_of(self.folder)

    def judged(self, when: str, out: Path | None = None, **options: Any) -> Answer:
        day = date.fromisoformat(self.expected["as_of"][when])
        return run(self.inputs, Options(as_of=day, **options), out=out)


def inputs_of(folder: Path, **changes: Any) -> Inputs:
    given = {
        "extracts": tuple(str(path) for path in sorted((folder / "extracts").iterdir())),
        "rosters": (folder / "rosters",),
        "photos": (folder / "photos.xlsx",),
        "planned": (folder / "planned.xlsx",),
        "sites": (folder / "sites.csv",),
        "submissions": (folder / "submissions.csv",),
    }
    return Inputs(campaign=load(folder / "campaign.toml"), **(given | changes))


def told(folder: Path) -> Told:
    truth, expected = (
        (json.loads((folder / n).read_text(encoding="utf-8"))) for n in ("truth.json", "expected.json")
    )
    return Told(folder, truth, expected)


@pytest.fixture(scope="session", params=["small", "shipped"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The shipped campaign, and a small one of another seed."""
    if request.param == "shipped":
        return told(SHIPPED)
    folder = tmp_path_factory.mktemp("sample")
    make(folder, seed=7, site_count=6, student_count=400)
    return told(folder)


@pytest.fixture(scope="session")
def after(sample: Told, tmp_path_factory: pytest.TempPathFactory) -> tuple[Answer, Path]:
    """The answer after the deadline, and the folder of its files."""
    out = tmp_path_factory.mktemp("out")
    return sample.judged("after", out), out


@pytest.fixture(scope="session")
def before(sample: Told) -> Answer:
    """The answer before the deadline."""
    return sample.judged("before")
