"""What the header rules say about a block: HD02, HD03, HD06 (docs/rules.md, "HD Header and form")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recon import fields
from recon.model import Trouble
from recon.normalise.columns import Column, one_line, told
from recon.normalise.headings import known_but_empty
from recon.normalise.spellings import folded
from recon.normalise.titled import said_above
from recon.words import Category, listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.model import RawRow
    from recon.normalise.headings import Lexicon
    from recon.normalise.titled import Said

REQUIRED = ("institution_code", "student_no", "name", "sex", "id_card", "level", "major", "cohort")
"""Columns a roster cannot do without. An adult roster may carry 考生号 in place of 学号."""

_MOST_TOLD = 12
"""Columns a message lists."""
_TAUGHT = 1_000
"""Characters of a title that can still be taught to mean a field; the message says less of it."""


def template(form: str, campaign: Campaign, lexicon: Lexicon) -> Mapping[str, str]:
    """Return the official form's columns in order, code (else folded word) → word; empty when not told.

    The notice does not list them (docs/definitions.md, "The job"), so the campaign may, as field codes or header words:
    ``[templates] open_columns = "institution_code student_no name …"``.
    """
    listed = campaign.templates.get(f"{form}_columns", "") if form else ""
    return {
        lexicon.code(text) or folded(text): _title(text)
        for text in re.split(r"[\s,，、;；]+", listed)
        if text
    }


def _title(text: str) -> str:
    return fields.BY_CODE[text].title.zh if text in fields.BY_CODE else text


def missing(
    columns: Sequence[Column], form: str, official: Mapping[str, str], lexicon: Lexicon
) -> Iterator[tuple[str, Column | None]]:
    """Yield each required field no column carries (HD02), with the unknown column that looks most like it."""
    have = {column.code for column in columns}
    strangers = {
        column.text: column for column in columns if not column.code and not known_but_empty(column.text)
    }
    for code in REQUIRED:
        if code in have or (official and code not in official):
            continue
        if code == "student_no" and form == Category.ADULT and "exam_no" in have:
            continue
        yield code, strangers.get(lexicon.nearest(code, strangers))


def strangers(columns: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns without meaning here (HD03); they are never stored."""
    return (column for column in columns if column.code not in fields.BY_CODE and not _silent(column))


def _silent(column: Column) -> bool:
    return column.code == "site_code" or known_but_empty(column.text)


def twice(columns: Sequence[Column]) -> Mapping[str, list[Column]]:
    """Return the fields that several columns name (candidates for HD04)."""
    by_code: dict[str, list[Column]] = {}
    for column in columns:
        if column.code:
            by_code.setdefault(column.code, []).append(column)
    return {code: same for code, same in by_code.items() if len(same) > 1}


def changes(columns: Sequence[Column], official: Mapping[str, str]) -> dict[str, str]:
    """Return how the form was changed (HD06): ``order``, ``renamed``, ``added``; empty when it was not."""
    kept = [column for column in columns if (column.code or folded(column.text)) in official]
    order = [code for code in official if code in {column.code or folded(column.text) for column in kept}]
    seen = list(dict.fromkeys(column.code or folded(column.text) for column in kept))
    renamed = [c for c in kept if folded(c.text) != folded(official[c.code or folded(c.text)])]
    added = [column for column in columns if column not in kept and not known_but_empty(column.text)]
    said = {
        "order": _some(official[s] for s, o in zip(seen, order, strict=True) if s != o),
        "renamed": _some(f"{official[c.code]}→{told(c.text)}" for c in renamed),
        "added": _some(told(column.text) for column in added),
    }
    return said if official and any(said.values()) else {}


def _some(columns: Iterable[str]) -> str:
    """Return columns as a message bears them: a sheet may have added hundreds."""
    return listing(list(columns), "zh", _MOST_TOLD)


class Place(NamedTuple):
    """Where a header stands: its sheet and row, and the lines that may say what a missing column would."""

    sheet: str
    row: int
    above: Sequence[RawRow]


def header_troubles(
    columns: Sequence[Column], form: str, campaign: Campaign, lexicon: Lexicon, place: Place
) -> Iterator[Trouble]:
    """Yield HD02, HD03 and HD06 of one block."""
    official = template(form, campaign, lexicon)
    nearest: set[int] = set()
    for code, column in missing(columns, form, official, lexicon):
        nearest |= {column.index} if column else set()
        yield _missing(code, column, said_above(code, place.above, lexicon), place)
    for column in (one for one in strangers(columns) if folded(one.text) not in official):
        if column.index not in nearest:
            details = {"reason": "unknown", "header": told(column.text), "column": column.letter}
            whole = one_line(column.text)
            if details["header"] != whole and len(whole) <= _TAUGHT:
                details["title"] = whole
            yield Trouble("HD03", details, place.sheet, place.row, f"{column.letter}{place.row}")
    if changed := changes(columns, official):
        signs = {"order": "⇄ ", "renamed": "", "added": "+ "}
        said = "；".join(signs[how] + what for how, what in changed.items() if what)
        details = {"reason": "changed", **changed, "changes": f"（{said}）"}
        yield Trouble("HD06", details, place.sheet, place.row)


def _missing(code: str, column: Column | None, said: Said | None, place: Place) -> Trouble:
    """Return HD02 with the unknown column that looks like it, else with the title that says it for all."""
    word = told(column.text) if column else ""
    near = _near(column.letter, word) if column else _near(*said) if said else ""
    details = {
        "reason": "near" if column else "above" if said else "none",
        "header": word,
        "column": column.letter if column else "",
        "nearest": near,
    }
    cell = f"{column.letter}{place.row}" if column else said.cell if said else ""
    return Trouble("HD02", details, place.sheet, place.row, cell, code)


def _near(place: str, text: str) -> str:
    return f"（{place} “{text}”？）" if place else f"（“{text}”？）"


def said_once(troubles: Iterable[Trouble]) -> Iterator[Trouble]:
    """Leave out what a header printed again says again: a sheet lacks a column once, however many blocks it has."""
    seen: set[tuple[str, str, str]] = set()
    for trouble in troubles:
        subject = {"HD02": trouble.field, "HD06": str(sorted(trouble.details.items()))}.get(trouble.rule)
        key = (trouble.rule, trouble.sheet, subject or "")
        if subject is None or key not in seen:
            yield trouble
        seen.add(key)
