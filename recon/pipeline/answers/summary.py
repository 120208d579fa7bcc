"""``summary.json``: the run in numbers (docs/contract.md, "Files of a run")."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow.compute as pc

import recon
from recon import model
from recon.coverage import combined
from recon.sites import UNKNOWN
from recon.words import ERRORS, LANGS, Life

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pyarrow as pa

    from recon.words import Lang


def summarise(
    tables: Mapping[str, pa.Table],
    *,
    engine: str,
    as_of: str,
    not_asked: Mapping[str, str],
    lives: Mapping[str, Counter[str]] | None = None,
) -> dict[str, Any]:
    """Count a run's answer.

    ``exit`` is the command's status: 1 when something is charged at error or fatal, whether or not a proposal mends it.

    Args:
        tables: the answer's, but for those of a line per row or student.
        engine: its name.
        as_of: the ISO day that is judged on; empty where there is none.
        not_asked: rule → why.
        lives: file → how many of its rows are live, superseded, parked, where a frame gave them and no file.
    """
    files, (counted, charged) = tables["files"], _counted(tables["findings"])
    return {
        "version": recon.__version__,
        "engine": engine,
        "as_of": as_of,
        "seconds": 0.0,
        "exit": int(any(kind.severity in ERRORS for kind in charged)),
        "files": _files(files),
        "rows": _rows(files) if lives is None else _of_lives(lives),
        "findings": {
            "all": _by(counted, "rule"),
            "charged": _by(charged, "rule"),
            "by_severity": {"all": _by(counted, "severity"), "charged": _by(charged, "severity")},
            "by_trust": {"all": _by(counted, "trust"), "charged": _by(charged, "trust")},
        },
        "coverage": {name: pc.sum(tables["coverage"][name]).as_py() or 0 for name in model.COUNT_COLUMNS},
        "sites": _sites(tables["sites"]),
        "not_asked": dict(sorted(not_asked.items())),
        "notes": [],
        "notes_by_language": {lang: [] for lang in LANGS},
    }


def note(summary: Mapping[str, Any], told: Callable[[Lang], Iterable[str]], lang: Lang) -> None:
    """Say something beside the numbers: in the answer's own language, and in each for who reads it in another.

    Args:
        summary: what :func:`summarise` returned.
        told: returns the sentences in a language.
        lang: the answer's own.
    """
    for one, notes in summary["notes_by_language"].items():
        notes.extend(told(one))
    summary["notes"][:] = summary["notes_by_language"][lang]


def _sites(sites: pa.Table) -> dict[str, int]:
    """Count units by status; the line of files nobody could place is no unit."""
    units = sites.filter(pc.not_equal(sites["site_code"], UNKNOWN))
    return dict(sorted(Counter(units["status"].to_pylist()).items()))


def _files(files: pa.Table) -> dict[str, int]:
    verdicts = Counter(files["verdict"].to_pylist())
    return {"read": verdicts["read"], "refused": verdicts["refused"], "ignored": verdicts["ignored"]}


def _rows(files: pa.Table) -> dict[str, int]:
    """Rows read = judged + superseded + parked + unreadable."""
    names = {
        "read": "rows",
        "judged": "live",
        "superseded": "superseded",
        "parked": "parked",
        "unreadable": "unreadable",
    }
    return {name: pc.sum(files[column]).as_py() or 0 for name, column in names.items()}


def _of_lives(lives: Mapping[str, Counter[str]]) -> dict[str, int]:
    """Return the same of a frame, in which every row can be read."""
    counts = sum(lives.values(), Counter[str]())
    return {
        "read": counts.total(),
        "judged": counts[Life.LIVE],
        "superseded": counts[Life.SUPERSEDED],
        "parked": counts[Life.PARKED],
        "unreadable": 0,
    }


class _Kind(NamedTuple):
    """What findings are counted by."""

    rule: str
    severity: str
    trust: str


def _counted(findings: pa.Table) -> tuple[dict[_Kind, int], dict[_Kind, int]]:
    """Count the findings of each kind, and those that are charged."""
    at, kinds = combined(*(findings[name] for name in _Kind._fields))
    counts = (np.bincount(some, minlength=len(kinds)) for some in (at, at[findings["charged"].to_numpy()]))
    every, charged = ({_Kind(*kinds[n]): int(some[n]) for n in np.flatnonzero(some)} for some in counts)
    return every, charged


def _by(counted: Mapping[_Kind, int], name: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for kind, count in counted.items():
        found[getattr(kind, name)] += count
    return dict(sorted(found.items()))
