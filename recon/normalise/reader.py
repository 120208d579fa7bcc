"""Read the rows below a header until the sheet ends: students, and every other line with what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.fields import NUMBERS, PERSONAL
from recon.normalise import examples, lines
from recon.normalise.absent import speaks_of_absent
from recon.normalise.feet import Foot, foot_at, is_card, may_be_card
from recon.normalise.headings import SERIAL
from recon.normalise.mentioned import names_student, numbers_in
from recon.normalise.repeated import Headers
from recon.normalise.spellings import folded
from recon.normalise.units import is_unit_line
from recon.normalise.walked import Line, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Header
    from recon.normalise.headings import Lexicon
    from recon.normalise.walked import Walk

_OF_SOMEBODY = PERSONAL | {"sex"}
_ALIKE = 3
_PERHAPS = frozenset({lines.STUDENT, lines.DOUBTFUL})
_ASIDE = frozenset({lines.NOTE, lines.TITLE, lines.UNIT})
"""Running text, which may mention a student; who signs may give his own number."""


class Reader:
    """Reads the rows below a header until the sheet ends, opening a new table at each further header."""

    def __init__(self, sheet: RawSheet, lexicon: Lexicon, found: Walk) -> None:
        self.sheet, self.lexicon, self.found = sheet, lexicon, found
        self.heads = Headers(sheet, lexicon)
        self.since: list[tuple[RawRow, str]] = []
        """Lines since the last student: should a header follow, they are its titles."""

    def read(self, header: Header, above: Sequence[RawRow], *, last: bool = True) -> None:
        """Read what lies below ``header``; ``above`` are its titles, ``last`` tells that no list follows."""
        self._open(header, above)
        at = header.last + 1
        while at < len(self.sheet.rows):
            row = self.sheet.rows[at]
            values = row.values
            numbers = [values[i] for i in self.number_columns if i < len(values)]
            name = self._name(values)
            plain = name and lines.is_plain_student(numbers) and not lines.is_signer(values[0])
            plain = plain and row.number != self.shown and not examples.may_be_example(values, name)
            if plain and not self._is_of_foot(values) and not may_be_card(values):
                self._student(row)
                at += 1
            else:
                at = self._other(at, plain=bool(plain))
        if not last:
            self._retitle()
        self._settle()

    def _open(self, header: Header, above: Sequence[RawRow]) -> None:
        self.table = Table(header, list(above))
        self.away = False
        self.shown = -1
        """The row that the line above calls an example."""
        titles = ([text.strip() for text in row.values if text.strip()] for row in above)
        self.shows_how = examples.shows_how(titles)
        self.foot: Foot | None = None
        self.headed = self._printed(header)
        self.found.tables.append(self.table)
        self.codes = {column.index: column.code for column in header.columns if column.code}
        self.number_columns = [index for index, code in self.codes.items() if code in NUMBERS]
        self.name_column = next((index for index, code in self.codes.items() if code == "name"), -1)
        self.serial = next((column.index for column in header.columns if folded(column.text) in SERIAL), -1)

    def _name(self, values: Sequence[str]) -> str:
        return values[self.name_column] if 0 <= self.name_column < len(values) else ""

    def _student(self, row: RawRow) -> None:
        if self.since:
            self._settle()
        (self.table.away if self.away else self.table.students).append(row)

    def _other(self, at: int, *, plain: bool) -> int:
        """Take in one line that needs a closer look; no ``plain`` student's is a header. Return where to go on."""
        header = None if plain else self.heads.at(at)
        if header is not None:
            self._next_header(header)
            return header.last + 1
        row = self.sheet.rows[at]
        if row.values in self.headed:
            self.since.append((row, lines.HEADER))
            return at + 1
        line = self._line(row)
        kind = self._kind(row, line)
        if examples.announces(line.texts) and at + 1 < len(self.sheet.rows):
            self.shown = self.sheet.rows[at + 1].number
        if kind == lines.STUDENT:
            self._student(row)
            if examples.says_example(line):
                self.table.marked.append(row)
        else:
            self.away = self.away or speaks_of_absent(row)
            self.since.append((row, kind))
        return at + 1

    def _kind(self, row: RawRow, line: Line) -> str:
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

    def _is_of_foot(self, values: Sequence[str]) -> bool:
        return self.foot is not None and self.foot.holds(values) and self.foot.identifies(values)

    def _line(self, row: RawRow) -> Line:
        values = {self.codes[i]: value for i, value in enumerate(row.values) if i in self.codes and value}
        stock = self.shows_how and examples.is_stock_name(values.get("name", ""))
        return Line(row.values, values, self.serial, stock or row.number == self.shown)

    def _next_header(self, header: Header) -> None:
        """Begin a new table, unless this is the same header printed again on the next page."""
        titles = [row for row, kind in self.since if kind != lines.BLANK]
        spoken = any(kind in {lines.UNIT, lines.TITLE, lines.NOTE} for _, kind in self.since)
        self._retitle()
        self._settle()
        self.found.others[lines.HEADER] += header.last - header.first + 1
        again = header.same_columns(self.table.header) or self._printed(header) == self._printed(
            self.table.header
        )
        if not again or spoken:
            self._open(header, titles)

    def _retitle(self) -> None:
        """Take the lines since the last student for the titles of what follows."""
        self.since = [(row, lines.TITLE if _is_title(row, kind) else kind) for row, kind in self.since]

    def _printed(self, header: Header) -> list[tuple[str, ...]]:
        """Return a header as it stands: its columns may have been joined or parted."""
        return [row.values for row in self.sheet.rows[header.first : header.last + 1]]

    def _settle(self) -> None:
        """Account for the lines since the last student."""
        empty = self._filled_down()
        for row, said in self.since:
            kind = lines.BLANK if row.number in empty else said
            self.found.kinds[row.number] = kind
            if kind == lines.DOUBTFUL:
                self.table.doubtful.append(row)
            elif kind == lines.MENTION:
                self.table.mentions.append(row)
        self.since.clear()

    def _filled_down(self) -> set[int]:
        """Return lines that all say the same and nothing of anybody (51161, 2018秋季): a form filled in beforehand."""
        same: dict[tuple[str, ...], set[int]] = {}
        for row, kind in self.since:
            if kind == lines.DOUBTFUL and _OF_SOMEBODY.isdisjoint(self._line(row).fields):
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
