"""Walk one sheet from top to bottom: tables of students, and everything else that stands on it, counted."""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from recon.model import RawRow
from recon.normalise import examples, lines
from recon.normalise.apart import lists
from recon.normalise.beside import views
from recon.normalise.composite import taken_apart
from recon.normalise.headers import first_header
from recon.normalise.joining import joined
from recon.normalise.labelled import without_labels
from recon.normalise.mentioned import names_student, settle
from recon.normalise.merged import over_filled
from recon.normalise.parting import parted
from recon.normalise.reader import Reader
from recon.normalise.sections import Section, sections
from recon.normalise.summaries import without_summaries
from recon.normalise.units import is_unit_line
from recon.normalise.untitled import titles, untitled
from recon.normalise.upright import no_list
from recon.normalise.walked import Line, Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import RawSheet
    from recon.normalise.columns import Header
    from recon.normalise.headings import Lexicon

_IN_DOUBT = frozenset({lines.DOUBTFUL, lines.MENTION})


def walk(sheet: RawSheet, lexicon: Lexicon) -> Walk:
    """Read a sheet; where it is no list it has no tables, and its rows with long numbers are stray."""
    found = Walk()
    header = first_header(sheet, lexicon)
    if header is None or no_list(sheet, header, lexicon):
        found.stray = [row for row in sheet.rows if names_student(row)]
        found.others[lines.NOTE] = len(sheet.rows) - len(found.stray)
        return found
    for section in sections(sheet, header, lexicon):
        _read_section(sheet, section, lexicon, found)
    settle(found)
    students = {row.number for table in found.tables for row in table.students}
    found.others.update(kind for row, kind in found.kinds.items() if row not in students)
    found.tables.sort(key=lambda table: (table.header.first, table.header.columns[0].index))
    return found


def _read_section(whole: RawSheet, section: Section, lexicon: Lexicon, found: Walk) -> None:
    """Read one header's lists into what was found of the sheet."""
    sheet, header, before = section.sheet, section.header, len(found.tables)
    parts = lists(sheet, without_summaries(sheet, over_filled(sheet, header)), lexicon)
    top = min((part for _, part in parts), key=lambda part: part.first)
    if before:
        read = (
            row.number for table in found.tables for row in (*table.students, *table.away, *table.doubtful)
        )
        last = max(read, default=0)  # adult numbers are short, so a student row does not always look like one
        above = tuple(row for row in section.above if row.number > last)
    else:
        _above_first(sheet, top, found)
        above = (*(RawRow(0, (text,), "t") for text in whole.above), *sheet.rows[: top.first])
    found.others[lines.HEADER] += top.last - top.first + 1
    for view, part in parts:
        between = view.rows[top.first : part.first]
        found.stray += [row for row in between if names_student(row)]
        _read(*joined(view, part), (*above, *between), _Reading(lexicon, found, before, section.last))
    titled = {at for table in found.tables[before:] for at in titles(table.header)}
    found.beside += untitled(sheet, top.last + 1, titled)


class _Reading(NamedTuple):
    """What a list is read into, with how many tables had been found before its header, and whether it is the last."""

    lexicon: Lexicon
    found: Walk
    before: int
    last: bool


def _read(view: RawSheet, header: Header, above: Sequence[RawRow], reading: _Reading) -> None:
    """Read a list, or the several its header names."""
    found = reading.found
    for one in starmap(parted, views(view, header)):
        part_view, part = taken_apart(*one, reading.lexicon)
        part_view = without_labels(part_view, part, reading.lexicon)
        seen = Walk()
        Reader(part_view, reading.lexicon, seen).read(part, above, last=reading.last)
        found.others.update({} if len(found.tables) > reading.before else seen.others)
        found.tables.extend(seen.tables)
        # A row one list reads as a student stays one; where the lists disagree otherwise, doubt wins.
        found.kinds = seen.kinds | {
            r: k for r, k in found.kinds.items() if seen.kinds.get(r) not in _IN_DOUBT
        }


def _above_first(sheet: RawSheet, header: Header, found: Walk) -> None:
    for row in sheet.rows[: header.first]:
        line = Line(row.values, {})
        if names_student(row) and not (examples.is_example(line) and examples.is_plainly_one(line)):
            found.stray.append(row)
        else:
            found.others[_kind_above(row)] += 1


def _kind_above(row: RawRow) -> str:
    texts = [value.strip() for value in row.values if value.strip()]
    if is_unit_line(texts):
        return lines.UNIT
    return lines.kind_of_text(texts, single=False) or lines.TITLE
