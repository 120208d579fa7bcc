"""What a run is asked: where things lie, how to compute, and what people have already said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recon.errors import OptionError
from recon.words import LANGS, no_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from recon.campaign import Campaign
    from recon.intake.sources import Source
    from recon.model import Ruling, Site, Submission
    from recon.words import Lang


@dataclass(frozen=True)
class Inputs:
    """Where the inputs of one run lie (docs/contract.md, "Commands")."""

    campaign: Campaign
    extracts: tuple[str | Source, ...]
    rosters: tuple[Path | Source, ...]
    photos: tuple[Path | Source, ...] = ()
    planned: tuple[Path | Source, ...] = ()
    sites: tuple[Path | Source, ...] = ()
    submissions: tuple[Path | Source, ...] = ()
    passwords: Mapping[str, str] = field(default_factory=dict)
    encodings: Mapping[str, str] = field(default_factory=dict)
    """File → how its text is encoded, where somebody told it (the answer to an FI12)."""
    register: Mapping[str, Site] = field(default_factory=dict)
    """What a workspace's own register says of sites, by code; it goes before lists and extract."""
    query: str = ""
    """``--extract-query`` for an extract that is a database."""
    extract_date: str = ""
    """ISO day on which extracts were exported that do not say so themselves."""


@dataclass(frozen=True)
class HandedOver:
    """Who went to the photographer, by 学号 (adult: else 考生号): in the newest version, in any, and since when."""

    newest: frozenset[str] = frozenset()
    ever: frozenset[str] = frozenset()
    since: str = ""
    """The day of the first version (ISO); what was captured before it is no answer to it."""


@dataclass(frozen=True)
class Known:
    """What people have said before this run; a workspace remembers it, a bare run has none of it."""

    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    all_meant: bool = False
    """The rulings were picked for this run: one that meets no finding is told. A workspace gives all it ever had."""
    submissions: tuple[Submission, ...] = ()
    excused: Mapping[str, str] = field(default_factory=dict)
    """学号 → how the omission was answered (缓拍, 放弃, 失联, 已转出)."""
    admitted: frozenset[str] = frozenset()
    """学号 of late students who count all the same."""
    signed_off: frozenset[str] = frozenset()
    returned: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(unit, form) → when return sheets went out; an empty form stands for both."""
    handed_over: HandedOver | None = None
    """None: nothing was handed over yet, so nobody is missed at the shoot and nobody is too many."""
    secret: bytes = b""
    """Key of the finding ids; the campaign's id when empty."""


def _silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class Options:
    """How to compute and how to speak."""

    engine: str = "duckdb"
    master: str = ""
    memory: str = ""
    threads: int = 0
    lang: Lang = "zh"
    as_of: date | None = None
    folder: Path | None = None
    """Where shared intermediates may lie; a temporary folder when not given."""
    progress: Callable[[str, int, int], None] = _silent
    """Called with a stage's name, what is done and what there is to do."""

    def __post_init__(self) -> None:
        """Refuse a language there is not: another one would be guessed.

        Raises:
            OptionError: names the languages there are.
        """
        if self.lang not in LANGS:
            raise OptionError(option="lang", reason=no_language(self.lang))
