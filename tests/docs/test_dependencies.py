"""Every dependency has a reason: docs/decisions/0005-dependencies.md against what is installed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "decisions" / "0005-dependencies.md").read_text(encoding="utf-8")
TO_RUN, TO_DEVELOP = PAGE.split("For development alone")
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
    "optional-dependencies"
]


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=~!;\s]", requirement, maxsplit=1)[0].lower()


def required(file: str) -> set[str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return {name_of(line) for line in lines if line and not line.startswith(("#", "-"))}


def reasoned(page: str) -> set[str]:
    """Return the libraries of a page's tables; an extra's line begins with its name."""
    cells = re.findall(r"^\| (?!library|-)(?:extra `\w+`: )?([^|]+) \|", page, re.MULTILINE)
    return {name.strip().lower() for cell in cells for name in cell.split(",")}


def test_every_library_that_runs_has_its_reason_and_no_other_is_named() -> None:
    extras = {name_of(requirement) for extra in EXTRAS.values() for requirement in extra}
    assert reasoned(TO_RUN) - {"pytest"} == required("requirements.txt") | extras
    assert "pytest" in required("requirements-dev.txt")


def test_every_extra_is_told_with_what_it_brings() -> None:
    told = dict(re.findall(r"^\| extra `(\w+)`: ([^|]+) \|", PAGE, re.MULTILINE))
    assert {extra: names.split(", ") for extra, names in told.items()} == {
        extra: [name_of(requirement) for requirement in brings] for extra, brings in EXTRAS.items()
    }


def test_every_tool_of_development_has_its_reason() -> None:
    assert reasoned(TO_DEVELOP) == required("requirements-dev.txt") - {"pytest"}
