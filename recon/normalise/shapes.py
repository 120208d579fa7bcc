"""One file → its tables of students, with every row accounted for (docs/definitions.md, "How rosters arrive")."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recon import marks
from recon.model import Block, Trouble
from recon.normalise import blocks, lines
from recon.normalise.absent import is_absent_list, who_declines
from recon.normalise.answers import Answer, marks_of, omission_answers
from recon.normalise.complaints import said_once
from recon.normalise.continued import Read, gone_on, numbers_of
from recon.normalise.foreign import Foreign, foreign, is_list
from recon.normalise.headings import roster_lexicon
from recon.normalise.names_alone import bare_names
from recon.normalise.numbering import told_rows
from recon.normalise.samples import is_sample, set_apart
from recon.normalise.sheets import walk
from recon.normalise.staff import is_staff_list
from recon.normalise.units import path_hints
from recon.normalise.upright import unknown_words, upright

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.model import FileRead, RawSheet
    from recon.normalise.columns import Column
    from recon.normalise.headings import Lexicon
    from recon.normalise.students import Students
    from recon.normalise.walked import Walk

_CONTAINERS = frozenset({"zip", "eml", "msg", "mbox"})
_LONG = 20
"""Characters of an unknown header word that are told."""
_OURS = frozenset({marks.MARK_CHANGES, marks.MARK_OMISSIONS})


@dataclass(frozen=True, slots=True)
class Shaped:
    """One file's tables: ``students[i]`` belong to ``blocks[i]``."""

    file: str
    blocks: tuple[Block, ...] = ()
    students: tuple[Students, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    """About the file as a whole; each block has its own."""
    others: Mapping[str, int] = field(default_factory=dict)
    """Rows that are no students, counted by what they are (``recon.normalise.lines``)."""
    unreadable: int = 0
    """Rows that hold something but could not be read as students; each stands in an FI12 or under an HD01."""
    marks: tuple[tuple[str, ...], ...] = ()
    """Kind, campaign, unit and form of each mark found: these sheets are our own, filled in by a site."""
    answers: tuple[Answer, ...] = ()

    @property
    def rows(self) -> int:
        """How many students were read."""
        return sum(block.rows for block in self.blocks)

    @property
    def all_troubles(self) -> tuple[Trouble, ...]:
        """The file's troubles, then each block's."""
        return (*self.troubles, *said_once(trouble for block in self.blocks for trouble in block.troubles))


class _Pile:
    """What gathers while a file's sheets are read one after the other."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.students: list[Students] = []
        self.troubles: list[Trouble] = []
        self.others: Counter[str] = Counter()
        self.unreadable = 0
        self.marks: list[tuple[str, ...]] = []
        self.answers: list[Answer] = []
        self.headless: list[tuple[RawSheet, Walk]] = []
        self.foreign: list[Foreign] = []
        self.before: Read | None = None
        """The last sheet that has lists, which one without a header may go on with."""
        self.read: set[str] = set()
        """The numbers of all lists so far."""


def shape(read: FileRead, campaign: Campaign) -> Shaped:
    """Find the tables of a file.

    Args:
        read: what intake read. A refused file is empty here without a word: intake has spoken.
        campaign: its header aliases, institution codes, scope and templates.

    Returns:
        Blocks with their students, troubles HD01–HD06, FI05, FI07, FI12, FI16 and FI17, and the count of other rows.
    """
    lexicon = roster_lexicon(campaign)
    pile = _Pile()
    for sheet in read.sheets:
        _take(sheet, read, campaign, lexicon, pile)
    pile.troubles.extend(_foreign(pile))
    pile.troubles.extend(_headless(pile, lexicon, word=_may_be_letter(read)))
    pile.troubles.extend(_nobody(read, pile))
    return Shaped(
        read.file,
        tuple(pile.blocks),
        tuple(pile.students),
        tuple(pile.troubles),
        {kind: count for kind, count in pile.others.items() if count},
        pile.unreadable,
        tuple(pile.marks),
        tuple(pile.answers),
    )


def _take(sheet: RawSheet, read: FileRead, campaign: Campaign, lexicon: Lexicon, pile: _Pile) -> None:
    """Read one sheet into the pile."""
    mark = marks_of(sheet)
    if mark:
        pile.marks.append(mark)
    if mark and mark[0] in _OURS:
        _take_answers(sheet, mark[0], lexicon, pile)
        return
    if not mark and (other := foreign(sheet, campaign)):
        pile.foreign.append(other)
        pile.others["official"] += len(sheet.rows)
        return
    sheet, found = _walked(sheet, lexicon, pile, ours=bool(mark))
    if not mark and is_sample(sheet, read.sheets):
        set_apart(found)
    pile.others.update(found.others)
    if not found.tables:
        pile.headless.append((sheet, found))
        return
    pile.unreadable += len(found.stray) + len(_doubtful(found)) + len(found.beside)
    pile.troubles.extend(_unread(sheet, found))
    _take_staff(sheet, found, pile, ours=bool(mark))
    _take_absent(sheet, found, pile, ours=bool(mark))
    on = {row.number for table in found.tables if table.goes_on for row in table.students}
    pile.troubles.extend(told_rows("goes-on", sorted(on), sheet.name))
    context = blocks.Context(read.file, tuple(path_hints(read.file, campaign)), campaign, lexicon, mark)
    if mark and mark[0] == marks.MARK_PENDING:
        pile.troubles.extend(_waiting(sheet, found))
    for table in found.tables:
        built = blocks.build(sheet, table, context, len(pile.blocks))
        pile.blocks.append(built.block)
        pile.students.append(built.students)
        pile.answers.extend(built.away)
        pile.others["excused"] += len(built.away)


def _walked(sheet: RawSheet, lexicon: Lexicon, pile: _Pile, *, ours: bool) -> Read:
    """Walk a sheet; one without a header is read, and told, as going on with the list before it where it does."""
    one = Read(sheet, walk(sheet, lexicon))
    if ours or not (one.found.tables or one.found.stray):
        return one
    if not one.found.tables and pile.before and (further := gone_on(one, pile.before, pile.read, lexicon)):
        one = further
    if one.found.tables:
        pile.before = one
        pile.read |= numbers_of(one.found)
    return one


def _take_answers(sheet: RawSheet, kind: str, lexicon: Lexicon, pile: _Pile) -> None:
    """Read a sheet of ours that has no students of its own: an omission list has answers."""
    pile.others["ours"] += len(sheet.rows)
    if kind == marks.MARK_OMISSIONS:
        answered = omission_answers(sheet, lexicon)
        pile.answers.extend(answered.answers)
        pile.troubles.extend(told_rows("unclear-answer", answered.unclear, sheet.name))


def _take_staff(sheet: RawSheet, found: Walk, pile: _Pile, *, ours: bool) -> None:
    """Put aside the tables of who works there; told, and counted as unread."""
    staff = [] if ours else [table for table in found.tables if is_staff_list(table, sheet.name)]
    numbers = sorted({row.number for table in staff for row in table.students})
    found.tables = [table for table in found.tables if table not in staff]
    pile.unreadable += len(numbers)
    pile.troubles.extend(told_rows("staff", numbers, sheet.name))


def _take_absent(sheet: RawSheet, found: Walk, pile: _Pile, *, ours: bool) -> None:
    """Put aside who will not come, as the site's own list says; told, and counted as unread."""
    apart = [] if ours else [table for table in found.tables if is_absent_list(table, sheet.name)]
    found.tables = [table for table in found.tables if table not in apart]
    declined = set[int]()
    for table in () if ours else found.tables:
        said = {row.number for row in who_declines(table)}
        table.students = [row for row in table.students if row.number not in said]
        declined |= said
    rows = {row.number for table in apart for row in table.students}
    rows |= {row.number for table in (*found.tables, *apart) for row in table.away}
    # In lists side by side one may come and one decline on the same row.
    numbers = sorted((rows - {row.number for table in found.tables for row in table.students}) | declined)
    pile.unreadable += len(numbers)
    pile.troubles.extend(told_rows("stays-away", numbers, sheet.name))


def _foreign(pile: _Pile) -> Iterator[Trouble]:
    """FI16: sheets that are an extract, a register or a list; beside students a list of words says nothing."""
    whole = "" if pile.blocks else "yes"
    for one in pile.foreign:
        if whole or not is_list(one.kind):
            told = {"reason": "foreign", "foreign": one.kind.value, "rows": str(one.rows), "whole": whole}
            yield Trouble("FI16", told, one.sheet)


def _doubtful(found: Walk) -> set[int]:
    """Return the rows nobody can place, or whose other half nobody can: of lists side by side each row once."""
    return {row.number for table in found.tables for row in table.doubtful}


def _unread(sheet: RawSheet, found: Walk) -> Iterator[Trouble]:
    """FI12: rows with a student's number that stand under no header, above the tables or beside them."""
    for reason, rows in (("no-table", found.stray), ("beside", found.beside)):
        yield from told_rows(reason, [row.number for row in rows], sheet.name)


def _waiting(sheet: RawSheet, found: Walk) -> Iterator[Trouble]:
    """FI17: rows of a sheet 待处理 are submitted and not clean, whatever their cells say now."""
    count = sum(len(table.students) for table in found.tables)
    if count:
        yield Trouble("FI17", {"rows": str(count)}, sheet.name)


def _may_be_letter(read: FileRead) -> bool:
    """Tell a document none of whose lines outside the tables holds a student's number."""
    return read.kind == "docx" and all(one.details.get("reason") != "outside" for one in read.troubles)


def _headless(pile: _Pile, lexicon: Lexicon, *, word: bool) -> Iterator[Trouble]:
    """Speak of sheets without a header: fatal when the file has no table, else only where numbers stand.

    A document (``word``) with a small table and no student may be a letter that came along with a roster.
    """
    filled = [(sheet, found) for sheet, found in pile.headless if sheet.rows]
    full = [(sheet, found) for sheet, found in filled if found.stray]
    pile.unreadable += sum(len(found.stray) for _, found in full)
    if pile.blocks or pile.answers or pile.foreign or (pile.marks and not full):
        for sheet, found in filled:
            yield from _unread(sheet, found) if found.stray else _bare(sheet, lexicon, pile)
        return
    plain = "no-header-word" if word and not full else "no-header"
    for sheet, found in full or filled[:1]:
        why = upright(sheet, lexicon)
        unknown = None if why else unknown_words(sheet, found.stray, lexicon)
        if unknown:
            yield _not_known(sheet, *unknown)
        else:
            yield Trouble("HD01", {"reason": why or plain}, sheet.name)


def _not_known(sheet: RawSheet, row: int, columns: Sequence[Column]) -> Trouble:
    """HD01 where a line heads columns and says in no word of ours which of them holds the numbers."""
    said = "、".join(f"{column.letter}{row} “{''.join(column.text.split())[:_LONG]}”" for column in columns)
    details = {"reason": "no-number-word", "headers": said}
    return Trouble("HD01", details, sheet.name, row, f"{columns[0].letter}{row}")


def _bare(sheet: RawSheet, lexicon: Lexicon, pile: _Pile) -> Iterator[Trouble]:
    """FI12: names without a number, which were counted as notes."""
    rows = bare_names(sheet, lexicon, pile.students)
    pile.unreadable += len(rows)
    pile.others[lines.NOTE] -= len(rows)
    return told_rows("bare-names", rows, sheet.name)


def _nobody(read: FileRead, pile: _Pile) -> Iterator[Trouble]:
    """FI07: a readable file without a student; not asked of archives, nor where another rule has spoken."""
    spoken = any(trouble.rule in {"HD01", "FI08", "FI16"} for trouble in (*read.troubles, *pile.troubles))
    asked = read.verdict == "read" and read.kind not in _CONTAINERS and not spoken and not pile.answers
    if asked and not any(map(len, pile.students)):
        empty = not any(sheet.rows for sheet in read.sheets)
        yield Trouble("FI07", {"reason": "empty" if empty else "no-students"})
