"""Where the header stands and which column is which field: one or two lines, once or side by side.

A header is told by how many different fields its words name. A line that also holds a long number or a sex, and not
behind a gap, is a line of data (or of a key-value form), whatever its words say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from recon import fields
from recon.normalise import one_header, two_lines
from recon.normalise.beside import cut
from recon.normalise.columns import KEYS, WIDEST, Column, Header
from recon.normalise.composite import listed
from recon.normalise.data_lines import is_data, is_enrolment, is_number_or_sex
from recon.normalise.spellings import folded
from recon.normalise.wordings import speaks_of_another

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import RawSheet
    from recon.normalise.headings import Lexicon

FIRST_ROWS = 30
"""The first header of a sheet stands within these rows, unless none of them is one."""
_FURTHER = 1_000
"""Lines that are looked at where the first rows hold none: below notices, pictures or a list of words."""
_GOOD_SHARE = 0.6
"""The first line naming this share of the best line's fields is the header; the best may come later."""
_SOON = 10
"""Lines below a header among which the first student stands: there may be hints, an example and a class between."""
LOOKED_AT = 5 + _SOON
"""Lines, from its own on, that decide whether one is a header; with the line above it."""
_STRAYS = 2
"""Numbers that somebody may have left in a header; a student's line holds more, and is told from one at a glance."""
_OWN = frozenset({"student_no", "exam_no"})
"""What a student has and who works at a site has not."""
_EXAMPLES = re.compile("样例|示例|范例|举例|样表|模板")
_SHOWN = re.compile(r"\A(?:填写|填表)?(?:样例|示例|范例|举例)[:：]?\Z")
_NUMBER = re.compile(r"\A[\s'‘’]{0,9}(?:\d{13}|\d{17}[\dXx])\s{0,9}\Z")
"""A 学号 or an ID, written in full."""


def first_header(sheet: RawSheet, lexicon: Lexicon) -> Header | None:
    """Return the best header within the first 30 rows, else the next one below, None where there is none."""
    heads = range(sum(1 for row in sheet.rows[:FIRST_ROWS] if row.number <= FIRST_ROWS))
    found = [header for at in heads if (header := header_at(sheet, at, lexicon))]
    if not found:
        below = (
            at for at in range(len(heads), min(len(sheet.rows), _FURTHER)) if _names_key(sheet, at, lexicon)
        )
        return next((header for at in below if (header := header_at(sheet, at, lexicon))), None)
    found = [header for header in found if not _is_shown(header, sheet)] or found
    best = max(header.score for header in found)
    return next(one for one in found if one.score >= best * _GOOD_SHARE or _heads_list(one, sheet))


def _names_key(sheet: RawSheet, at: int, lexicon: Lexicon) -> bool:
    """Tell in a glance whether a line or the one below it may be a header."""
    return any(lexicon.code(text) in KEYS for row in sheet.rows[at : at + 2] for text in row.values if text)


def header_at(sheet: RawSheet, at: int, lexicon: Lexicon) -> Header | None:
    """Return the header that begins at ``sheet.rows[at]``, None when that line is none."""
    row = sheet.rows[at]
    if is_data(row.values):
        return _left_of_data(sheet, at, lexicon) or _with_number(sheet, at, lexicon)
    single = Header(at, at, _columns(row.values, lexicon))
    double = _double(sheet, at, lexicon)
    if double and _heads(double, sheet) and _wins(double, single, sheet, lexicon):
        return _deeper(double, sheet, lexicon)
    heads = _heads(single, sheet) or _lone_key(single, sheet) or _lists(single, sheet, lexicon)
    return _deeper(single, sheet, lexicon) if heads else None


def _left_of_data(sheet: RawSheet, at: int, lexicon: Lexicon) -> Header | None:
    """Return the header on a line that holds something else behind a gap: whom to call, another list's student."""
    row = sheet.rows[at]
    data = next(i for i, value in enumerate(row.values) if is_data([value]))
    gap = max((i for i, value in enumerate(row.values[:data]) if not value.strip()), default=0)
    if not any(lexicon.code(value) in KEYS for value in row.values[:gap]):
        return None
    below = sheet.rows[at + 1 : at + 3 + _SOON]  # the header's second line and the first rows below it
    header = header_at(replace(sheet, rows=(cut(row, 0, gap), *below)), 0, lexicon)
    if header is None or header.score < 2:
        return None
    return replace(header, first=at, last=at + header.last)


def _with_number(sheet: RawSheet, at: int, lexicon: Lexicon) -> Header | None:
    """Return the header on a line in which somebody left a number (a telephone, a day): students stand below it."""
    values = sheet.rows[at].values
    strays = sum(bool(is_number_or_sex(value)) for value in values)
    if strays > _STRAYS:
        return None
    header = Header(at, at, _columns(values, lexicon))
    sure = header.good and header.score > 2 * strays and not _OWN.isdisjoint(c.code for c in header.columns)
    return header if sure and numbered(header, sheet) > 1 else None


def _heads(header: Header, sheet: RawSheet) -> bool:
    """Tell a header by its words; where most of them mean nothing here (微信, 单位, 地址), by the numbers below it."""
    if header.good or header.score < 2 or len(header.columns) > WIDEST:
        return header.good
    return numbered(header, sheet) > 0


def _heads_list(header: Header, sheet: RawSheet) -> bool:
    """Tell the short header of a list from one over contacts or examples: a 学号 or 考生号 stands below it."""
    above = sheet.rows[header.first - 1].values if header.first else ()
    shown = any(map(_EXAMPLES.search, above))
    return header.good and not shown and _filled_below(header, sheet) > 0


def _filled_below(header: Header, sheet: RawSheet) -> int:
    """Return how many of the next lines hold a number of any length, an adult's too, in its 学号 or 考生号."""
    own = [column.index for column in header.columns if column.code in _OWN]
    below = sheet.rows[header.last + 1 : header.last + 1 + _SOON]
    return sum(any(is_enrolment(row.values[i]) for i in own if i < len(row.values)) for row in below)


def _is_shown(header: Header, sheet: RawSheet) -> bool:
    """Tell the header of a table below nothing but 填写样例; a title (采集名单模板) is no such word."""
    above = [value for value in sheet.rows[header.first - 1].values if value.strip()] if header.first else []
    return len(above) == 1 and bool(_SHOWN.match(folded(above[0])))


def numbered(header: Header, sheet: RawSheet) -> int:
    """Return how many of the next lines hold a whole number where the header says so."""
    numbers = [column.index for column in header.columns if column.code in fields.NUMBERS]
    below = sheet.rows[header.last + 1 : header.last + 1 + _SOON]
    return sum(any(_NUMBER.match(row.values[i]) for i in numbers if i < len(row.values)) for row in below)


def _lone_key(header: Header, sheet: RawSheet) -> bool:
    """A list of nothing but numbers still has a header when a long number stands right below it."""
    codes = [column for column in header.columns if column.code in {"student_no", "id_card"}]
    below = header.last + 1
    if len(codes) != 1 or len(header.columns) > 2 or below >= len(sheet.rows):
        return False
    if codes[0].code == "id_card" and any(speaks_of_another(column.text) for column in header.columns):
        return False  # such as 班主任 身份证号
    values = sheet.rows[below].values
    return codes[0].index < len(values) and bool(is_number_or_sex(values[codes[0].index]))


def _lists(header: Header, sheet: RawSheet, lexicon: Lexicon) -> bool:
    """Tell a header that is one with the words that one of its cells lists: 姓名 │ 学号/身份证号."""
    below = sheet.rows[header.last + 1 : header.last + 1 + _SOON]
    codes = {column.code for column in header.columns} - {""}
    more = {code for column in header.columns for code in listed(below, column, lexicon)}
    return bool(more) and len(codes | more) > 1 and not KEYS.isdisjoint(codes | more)


def _columns(texts: Sequence[str], lexicon: Lexicon) -> tuple[Column, ...]:
    """Name the columns; one that names a field in a made word gives way to one that says it outright."""
    columns = tuple(Column(i, t.strip(), lexicon.code(t)) for i, t in enumerate(texts) if t.strip())
    outright = {column.code for column in columns if lexicon.plain(column.text)}
    return tuple(
        replace(column, code="") if column.code in outright and not lexicon.plain(column.text) else column
        for column in columns
    )


def _double(sheet: RawSheet, at: int, lexicon: Lexicon) -> Header | None:
    """Read two lines as one header: words above spread over what stands below them."""
    if at + 1 >= len(sheet.rows):
        return None
    top, bottom = sheet.rows[at], sheet.rows[at + 1]
    if bottom.number != top.number + 1 or is_data(bottom.values):
        return None
    if two_lines.is_class_line(sheet, top, bottom, lexicon):
        return None
    words = two_lines.said(sheet, top, bottom, lexicon)
    return Header(at, at + 1, _columns(two_lines.with_third(sheet, at, words, lexicon), lexicon))


def _deeper(header: Header, sheet: RawSheet, lexicon: Lexicon) -> Header:
    """Read the third line of a header, and the fourth: with those above as one line, they are again two.

    The lines are not read as one for the words of the first alone, which may be titles over a header.
    """
    at = header.first
    third = sheet.rows[at + 2 : at + 3]
    if not third or is_data(third[0].values) or _double(sheet, at, lexicon) is None:
        return header
    upper = two_lines.as_one(sheet, at, at + 4 + _SOON, lexicon)
    deep = _double(upper, 0, lexicon)
    if deep is None or not _heads(deep, upper):
        return header
    single = Header(0, 0, _columns(upper.rows[0].values, lexicon))
    lower = _double(sheet, at + 1, lexicon)
    more = deep.score > max(header.score, lower.score if lower else 0)
    last = Header(1, 1, _columns(upper.rows[1].values, lexicon))
    if not (more and _wins(deep, single, upper, lexicon)) and not one_header.translates(single, last):
        return header
    deep = _deeper(deep, upper, lexicon)
    return replace(deep, first=at, last=at + deep.last + 1)


def _wins(double: Header, single: Header, sheet: RawSheet, lexicon: Lexicon) -> bool:
    """Two lines are one header when together they name more than either, or the lower divides the upper."""
    below = Header(double.last, double.last, _columns(sheet.rows[double.last].values, lexicon))
    soon = sheet.rows[double.last + 1 : double.last + 1 + _SOON]
    if double.score > max(single.score, below.score) and one_header.adds(double, below, soon):
        return True
    top, lower = (row.values for row in sheet.rows[double.first : double.last + 1])
    return (
        one_header.translates(single, below)
        or one_header.divides_name(single, lower)
        or one_header.disowns(double, below, top)
        or (double.score >= single.score and one_header.tells_versions(lower))
        or (double.score >= below.score and one_header.tells_versions(top))
        or (len(below.columns) > 1 and one_header.divides(single, lower) and double.score >= single.score)
    )
