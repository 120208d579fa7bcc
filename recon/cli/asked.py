"""The options of ``recon run``, and the library's inputs and options made from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recon.errors import OptionError
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from recon.campaign import Campaign
    from recon.pipeline import Inputs, Options
    from recon.words import Lang


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one ``recon run``."""

    campaign: Path
    extracts: tuple[str, ...]
    rosters: tuple[Path, ...]
    out: Path | None
    photos: tuple[Path, ...]
    planned: tuple[Path, ...]
    sites: tuple[Path, ...]
    submissions: tuple[Path, ...]
    passwords: Path | None
    query: str
    extract_date: str
    workspace: Path | None
    as_of: str
    engine: str
    master: str
    memory: str
    threads: int
    lang: Lang | None
    json: bool


_DAY_BY_NAME = Text(
    "工作区从学籍数据本身或文件名得知导出日期。请在文件名中写上日期，如“学生信息20200601.xlsx”",
    "a workspace learns the day of an export from the extract itself or its file's name; put the day into the name, "
    "such as students-20200601.xlsx",
)


def options_of(asked: Asked, lang: Lang, tell: Callable[[str, int, int], None]) -> Options:
    """Return how it is judged."""
    from recon.pipeline import Options as How

    return How(
        engine=asked.engine,
        master=asked.master,
        memory=asked.memory,
        threads=asked.threads,
        lang=lang,
        as_of=_day(asked.as_of, "--as-of") if asked.as_of else None,
        progress=tell,
    )


def inputs_of(asked: Asked, campaign: Campaign) -> Inputs:
    """Return what is judged.

    Raises:
        MissingPathError, OptionError: the list of passwords or a day cannot be read.
    """
    from recon.intake import below
    from recon.intake.passwords import read_passwords
    from recon.pipeline import Inputs as What

    if asked.workspace is not None and asked.extract_date:
        raise OptionError(option="--extract-date", reason=_DAY_BY_NAME)
    return What(
        campaign=campaign,
        extracts=below(asked.extracts),
        rosters=asked.rosters,
        photos=below(asked.photos),
        planned=below(asked.planned),
        sites=asked.sites,
        submissions=asked.submissions,
        passwords=read_passwords(asked.passwords) if asked.passwords else {},
        query=asked.query,
        extract_date=_day(asked.extract_date, "--extract-date").isoformat() if asked.extract_date else "",
    )


def _day(text: str, option: str) -> date:
    from recon.campaign.checks import Unfit, day

    try:
        return day(text)
    except Unfit as unfit:
        raise OptionError(option=option, reason=unfit.reason) from None
