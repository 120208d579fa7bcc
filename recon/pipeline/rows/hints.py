"""What tells whose a file is: its path and name, its lines, its site column, and its students."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from recon.model import UnitHint
from recon.normalise.units import path_hints

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recon.campaign import Campaign
    from recon.model import FileRead
    from recon.pipeline.gathering.gather import Gathered
    from recon.sites import Tree

_BY_NAME = ("path", "name")
"""Where a hint comes from that another name of the same file may contradict."""


def hints_of(gathered: Gathered, homes: Mapping[str, Counter[str]], tree: Tree) -> dict[str, list[UnitHint]]:
    """Return all that tells the reporting unit of each file.

    Args:
        gathered: files, and blocks with their own hints.
        homes: file → how many of its matched students belong to which home site.
        tree: the register.
    """
    hints: dict[str, list[UnitHint]] = defaultdict(list)
    for block in gathered.blocks:
        hints[block.file].extend(block.hints)
    for read in gathered.reads:
        if not hints[read.file]:
            hints[read.file].extend(path_hints(read.file, gathered.campaign))
    for file, counts in homes.items():
        hints[file].extend(_majority(counts))
    for first, names in _copies(gathered.reads).items():
        hints[first] = _fitting(hints[first], names, gathered.campaign, tree)
    return hints


def _majority(counts: Counter[str]) -> list[UnitHint]:
    """Return the home site of more than half of a file's matched students, when there is one."""
    code, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return [UnitHint("rows", code)] if 2 * most > counts.total() else []


def _copies(reads: Iterable[FileRead]) -> dict[str, list[str]]:
    """Return the other names of each file that came under several."""
    names: dict[str, list[str]] = defaultdict(list)
    for read in reads:
        for trouble in read.troubles:
            if trouble.rule == "FI08":
                names[trouble.details["first"]].append(read.file)
    return names


def _fitting(hints: list[UnitHint], names: Iterable[str], campaign: Campaign, tree: Tree) -> list[UnitHint]:
    """Let that one of a file's names speak that fits its students: which of them sorts first decides nothing."""

    def fits(told: Iterable[UnitHint]) -> bool:
        units = (tree.find(hint.text) for hint in told if hint.source in _BY_NAME)
        return any(unit and tree.reports_for(unit, home) for unit in units for home in homes)

    homes = [hint.text for hint in hints if hint.source == "rows"]
    others = (list(path_hints(name, campaign)) for name in names)
    fitting = [] if fits(hints) else next(filter(fits, others), [])
    return [*fitting, *(hint for hint in hints if hint.source not in _BY_NAME)] if fitting else hints
