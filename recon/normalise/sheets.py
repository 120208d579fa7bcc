"""Walk one sheet from top to bottom: tables of students, and everything else that stands on it, counted."""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from recon.fields import NUMBERS, PERSONAL
from recon.model import RawRow
from recon.normalise import examples, lines
from recon.normalise.absent import speaks_of_absent
from recon.normalise.apart import lists, untitled
from recon.normalise.beside import views
from recon.normalise.composite import taken_apart
from recon.normalise.feet import Foot, foot_at, is_card, may_be_card
from recon.normalise.headers import first_header
from recon.normalise.headings import SERIAL
from recon.normalise.joining import joined
from recon.normalise.labelled import without_labels
from recon.normalise.mentioned import names_student, numbers_in, settle
from recon.normalise.parting import parted
from recon.normalise.repeated import Headers
from recon.normalise.sections import Section, sections
from recon.normalise.spellings import folded
from recon.normalise.summaries import without_summaries
from recon.normalise.units import is_unit_line
from recon.normalise.upright import no_list
from recon.normalise.walked import Line, Table, Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import RawSheet
    from recon.normalise.columns import Header
    from recon.normalise.headings import Lexicon

_OF_SOMEBODY = PERSONAL | {"sex"}
_ALIKE = 3
_PERHAPS = frozenset({lines.STUDENT, lines.DOUBTFUL})
_IN_DOUBT = frozenset({lines.DOUBTFUL, lines.MENTION})
_ASIDE = frozenset({lines.NOTE, lines.TITLE, lines.UNIT})
"""Running text, which may mention a student; who signs may give his own number."""


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
    parts = lists(sheet, without_summaries(sheet, header), lexicon)
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
    titled = {column.place for table in found.tables[before:] for column in table.header.columns}
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
        _Reader(part_view, reading.lexicon, seen).read(part, above, last=reading.last)
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


class _Reader:
    """Reads the rows below a header until the sheet ends, opening a new table at each further header."""

    def __init__(self, sheet: RawSheet, lexicon: Lexicon, found: Walk) -> None:
        self.sheet, self.lexicon, self.found = sheet, lexicon, found
        self.heads = Headers(sheet, lexicon)
        self.since: list[tuple[RawRow, str]] = []
        """Lines since the last student: should a header follow, they are its titles."""

    def read(self, header: Header, above: Sequence[RawRow], *, last: bool = True) -> None:
        self.open(header, above)
        at = header.last + 1
        while at < len(self.sheet.rows):
            row = self.sheet.rows[at]
            values = row.values
            numbers = [values[i] for i in self.number_columns if i < len(values)]
            name = self.name(values)
            plain = name and lines.is_plain_student(numbers) and not lines.is_signer(values[0])
            plain = plain and row.number != self.shown and not examples.may_be_example(values, name)
            if plain and not self.is_of_foot(values) and not may_be_card(values):
                self.student(row)
                at += 1
            else:
                at = self.other(at)
        if not last:
            self.retitle()
        self.settle()

    def open(self, header: Header, above: Sequence[RawRow]) -> None:
        self.table = Table(header, list(above))
        self.away = False
        self.shown = -1
        """The row that the line above calls an example."""
        titles = ([text.strip() for text in row.values if text.strip()] for row in above)
        self.shows_how = examples.shows_how(titles)
        self.foot: Foot | None = None
        self.headed = self.printed(header)
        self.found.tables.append(self.table)
        self.codes = {column.index: column.code for column in header.columns if column.code}
        self.number_columns = [index for index, code in self.codes.items() if code in NUMBERS]
        self.name_column = next((index for index, code in self.codes.items() if code == "name"), -1)
        self.serial = next((column.index for column in header.columns if folded(column.text) in SERIAL), -1)

    def name(self, values: Sequence[str]) -> str:
        return values[self.name_column] if 0 <= self.name_column < len(values) else ""

    def student(self, row: RawRow) -> None:
        if self.since:
            self.settle()
        (self.table.away if self.away else self.table.students).append(row)

    def other(self, at: int) -> int:
        """Take in one line that is not plainly a student; return where to go on."""
        header = self.heads.at(at)
        if header is not None:
            self.next_header(header)
            return header.last + 1
        row = self.sheet.rows[at]
        if row.values in self.headed:
            self.since.append((row, lines.HEADER))
            return at + 1
        line = self.line(row)
        kind = self.kind(row, line)
        if examples.announces(line.texts) and at + 1 < len(self.sheet.rows):
            self.shown = self.sheet.rows[at + 1].number
        if kind == lines.STUDENT:
            self.student(row)
            if examples.says_example(line):
                self.table.marked.append(row)
        else:
            self.away = self.away or speaks_of_absent(row)
            self.since.append((row, kind))
        return at + 1

    def kind(self, row: RawRow, line: Line) -> str:
        """Tell what a line is; in a small table below the students nobody is one, and what is not certain is told."""
        said = lines.UNIT if _names_unit(line) else lines.kind_of_line(line)
        if said == lines.STUDENT and is_card(row.values, self.codes, self.lexicon):
            signs = lines.kind_of_text(line.texts, single=False) == lines.SIGNATURE
            return lines.SIGNATURE if signs else lines.DOUBTFUL
        foot = foot_at(row.values, self.lexicon) if self.table.students else None
        if foot:
            self.foot = foot
            return lines.NOTE if said in _PERHAPS else said
        if said in _ASIDE and numbers_in(row.values):
            return lines.MENTION
        if said not in _PERHAPS or not self.foot:
            return said
        if not self.foot.holds(row.values):
            self.foot = None
            return said
        return lines.NOTE if self.foot.is_certain_of(row.values) else lines.DOUBTFUL

    def is_of_foot(self, values: Sequence[str]) -> bool:
        return self.foot is not None and self.foot.holds(values) and self.foot.identifies(values)

    def line(self, row: RawRow) -> Line:
        values = {self.codes[i]: value for i, value in enumerate(row.values) if i in self.codes and value}
        stock = self.shows_how and examples.is_stock_name(values.get("name", ""))
        return Line(row.values, values, self.serial, stock or row.number == self.shown)

    def next_header(self, header: Header) -> None:
        """Begin a new table, unless this is the same header printed again on the next page."""
        titles = [row for row, kind in self.since if kind != lines.BLANK]
        spoken = any(kind in {lines.UNIT, lines.TITLE, lines.NOTE} for _, kind in self.since)
        self.retitle()
        self.settle()
        self.found.others[lines.HEADER] += header.last - header.first + 1
        again = header.same_columns(self.table.header) or self.printed(header) == self.printed(
            self.table.header
        )
        if not again or spoken:
            self.open(header, titles)

    def retitle(self) -> None:
        """Take the lines since the last student for the titles of what follows."""
        self.since = [(row, lines.TITLE if _is_title(row, kind) else kind) for row, kind in self.since]

    def printed(self, header: Header) -> list[tuple[str, ...]]:
        """Return a header as it stands: its columns may have been joined or parted."""
        return [row.values for row in self.sheet.rows[header.first : header.last + 1]]

    def settle(self) -> None:
        """Account for the lines since the last student."""
        empty = self.filled_down()
        for row, said in self.since:
            kind = lines.BLANK if row.number in empty else said
            self.found.kinds[row.number] = kind
            if kind == lines.DOUBTFUL:
                self.table.doubtful.append(row)
            elif kind == lines.MENTION:
                self.table.mentions.append(row)
        self.since.clear()

    def filled_down(self) -> set[int]:
        """Return lines that all say the same and nothing of anybody (51161, 2018秋季): a form filled in beforehand."""
        same: dict[tuple[str, ...], set[int]] = {}
        for row, kind in self.since:
            if kind == lines.DOUBTFUL and _OF_SOMEBODY.isdisjoint(self.line(row).fields):
                said = tuple("" if at == self.serial else value for at, value in enumerate(row.values))
                same.setdefault(said, set()).add(row.number)
        return {number for numbers in same.values() if len(numbers) >= _ALIKE for number in numbers}


def _names_unit(line: Line) -> bool:
    """Tell a line that names the unit from a student whose remark does (工作单位：…)."""
    if not line.texts or not is_unit_line(line.texts):
        return False
    own = [line.texts[0], *line.fields.values()]
    return is_unit_line(own) or lines.kind_of_line(line) != lines.STUDENT


def _is_title(row: RawRow, kind: str) -> bool:
    """A single cell right above a header is its title, whatever column it stands in; not one that names a student."""
    alone = kind in {lines.DOUBTFUL, lines.NOTE} and sum(1 for value in row.values if value.strip()) == 1
    return alone and not names_student(row)
