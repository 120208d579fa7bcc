"""What is told of extracts beside the judgement: those without a student, and what none of them can answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recon.values.vocabulary import STATUS
from recon.words import Category, Text, listed, listing, title

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.model import Submission
    from recon.words import Lang

NOBODY = Text(
    "没有任何学生：表头以下没有一行带学号或身份证号。请检查导出（或查询）的条件，重新导出后再运行。",
    "it holds no student: no line below its header has a student number or an ID. Check the conditions of the export "
    "(or of the query), and export it again.",
)
"""A run on files stops with it. Frames are judged as they are, since a caller's program may well ask about nobody, and
say it beside the answer."""
_SILENT = Text(
    "{name}：表头以下没有任何学生，该文件没有起作用。如不应为空，请重新导出。",
    "{name}: no student below its header, so it had no effect. If it should not be empty, export it again.",
)

_NO_STATUS = Text(
    "学籍数据没有“学籍状态”：范围内的学生全部计为应报，退学、毕业、休学的也在内，SC03 未核对。"
    "请尽量导出含学籍状态的“学生信息”。",
    "no extract says who is enrolled (学籍状态): everybody in scope counts as due, those who left or graduated too, "
    "and SC03 is not asked. Export the student data with that column if you can.",
)
_NO_WORD = Text(
    "采集范围内有 {n} 名学生没有学籍状态，未计为应报。如有一份学籍数据缺“学籍状态”列，请重新导出。",
    "Students in scope without a status (学籍状态): {n}; they do not count as due. If one of the extracts lacks that "
    "column, export it again.",
)
_ODD_WORD = Text(
    "采集范围内有 {n} 名学生的学籍状态不认识（{words}），未计为应报。如是在籍的另一种写法，请写入采集批次的 "
    "vocabulary.status。",
    "Students in scope whose status is no word we know ({words}): {n}; they do not count as due. If it means 在籍, say "
    "so in the campaign's vocabulary.status.",
)
_NO_PLACE = {
    "cohort": Text(
        "学籍数据中有 {n} 名学生的年级无法识别（{words}），未计为应报。如是某一年级的另一种写法，请写入采集批次的 "
        "vocabulary.cohort；否则请重新导出。",
        "Students whose recorded cohort cannot be read ({words}): {n}; they do not count as due. If it is another "
        "word for one, say so in the campaign's vocabulary.cohort; otherwise export the extract again.",
    ),
    "level": Text(
        "学籍数据中有 {n} 名学生的层次无法识别（{words}），未计为应报。如是专科或本科的另一种写法，请写入采集批次的 "
        "vocabulary.level；否则请重新导出。",
        "Students whose recorded level cannot be read ({words}): {n}; they do not count as due. If it is another "
        "word for 专科 or 本科, say so in the campaign's vocabulary.level; otherwise export the extract again.",
    ),
}
_NONE_OF = Text(
    "学籍数据中有{category}学生 {n} 名，没有一名在采集范围内：请核对采集批次 [scope.{code}] 的年级、层次和学籍状态。",
    "The extract has students of {category}: {n}, and none of them is in scope; check cohorts, levels and statuses of "
    "[scope.{code}] in the campaign.",
)
_EMPTY = Text("空白", "empty")
_NO_FILE = Text(
    "报送清单提到的 {n} 个文件不在名单之中（{names}），这些行没有起作用。请核对文件名：写上所在文件夹，"
    "压缩包内的写作 包.zip!/名单.xlsx。",
    "{n} {n:file|files} of the submissions list {n:is|are} not among the rosters ({names}); what it says of them had "
    "no effect. Compare the "
    "names: they are written with their folders, and inside an archive as pack.zip!/roster.xlsx.",
)
_TWO_WORDS = Text(
    "报送清单对 {n} 个文件有两种说法（{names}），已按后一行。请只保留一行。",
    "The submissions list says two things of {n} {n:file|files} ({names}); the later line counts. Keep one line each.",
)
_NO_UNIT = Text(
    "报送清单中有零报送，但单位不认识（{names}），没有计入任何单位。请核对单位代码，或把单位补进教学点名单。",
    "The submissions list declares nil for units that are not known ({names}); no unit has it. Check their codes, or "
    "add them to the site list.",
)
_MOST = 3
_RARE = 0.05
_NUMBER = re.compile(r"\d{9}")
_LONGEST = 12
"""A status is a word; what is longer, or holds digits, is something else, and may be personal."""


class Told(NamedTuple):
    """How many lines of one table of an extract name somebody."""

    name: str
    students: int


def silent(tables: Sequence[Told]) -> tuple[Text, ...]:
    """Return a note for each table that names nobody; one for all where none does: it must not look like success."""
    if not any(told.students for told in tables):
        names = listed([told.name for told in tables])
        return (Text(f"{names.zh}：{NOBODY.zh}", f"{names.en}: {NOBODY.en}"),)
    return tuple(_SILENT.filled(name=told.name) for told in tables if not told.students)


def unsaid(asked: Collection[str]) -> tuple[Text, ...]:
    """Return a note where nobody says who of open education is enrolled.

    The adult extract has no such column by nature: that is no news.

    Args:
        asked: ``<category>.<field>`` of every column some extract fills.
    """
    people = any(name.startswith(f"{Category.OPEN}.") for name in asked)
    return (_NO_STATUS,) if people and f"{Category.OPEN}.status" not in asked else ()


def passed_over(statuses: Mapping[str, int], campaign: Campaign, lang: Lang) -> Iterator[str]:
    """Yield who is not due though no extract says that he left: a status that is empty, or a word nobody knows.

    Args:
        statuses: status as it folds → how many students in scope have it and are not due for it.
        campaign: the words it knows itself.
        lang: the language to say it in.
    """
    known = {*STATUS, *campaign.vocabulary.get("status", {}).values()}
    if blank := statuses.get(""):
        yield _NO_WORD.say(lang, n=f"{blank:,}")
    odd = {word: people for word, people in statuses.items() if word and word not in known}
    if odd:
        words = sorted(word for word in odd if len(word) <= _LONGEST and not any(map(str.isdigit, word)))
        yield _ODD_WORD.say(lang, n=f"{sum(odd.values()):,}", words=listing(words, lang, _MOST) or "…")


def unplaced(said: Mapping[str, Mapping[str, int]], lang: Lang) -> Iterator[str]:
    """Yield of how many nobody can tell whether they are in scope, since their cohort or level cannot be read.

    Args:
        said: ``cohort`` or ``level`` → word → how many students have it.
        lang: the language to say it in.
    """
    for field, words in said.items():
        yield _NO_PLACE[field].say(lang, n=f"{sum(words.values()):,}", words=shown(words, lang))


def unselected(people: Mapping[str, int], lang: Lang) -> Iterator[str]:
    """Yield each category the campaign collects of whose students none is in scope.

    Args:
        people: category → how many students the extract has of it.
        lang: the language to say it in.
    """
    for code, count in sorted(people.items()):
        yield _NONE_OF.say(lang, category=title(Category(code), lang), n=f"{count:,}", code=code)


def shown(words: Mapping[str, int], lang: Lang) -> str:
    """Return the most frequent words; what is rare, long or holds a long number may be somebody's and is not shown."""
    least = max(2, _RARE * sum(words.values()))
    plain = [
        word
        for word, people in words.items()
        if people >= least and len(word) <= _LONGEST and not _NUMBER.search(word)
    ]
    first = sorted(plain, key=lambda word: (-words[word], word))
    return listing([word or _EMPTY.say(lang) for word in first], lang, _MOST) or "…"


def unheeded(
    said: Sequence[Submission], files: Collection[str], known: Callable[[str], bool], lang: Lang
) -> Iterator[str]:
    """Yield which lines of the submissions list had no effect: a name mistyped there would pass for a time unknown.

    Args:
        said: the lines, in order.
        files: what was read, or refused.
        known: tells whether any unit is called so.
        lang: the language to say it in.
    """
    lines: dict[str, dict[Submission, None]] = {}
    for one in said:
        lines.setdefault(one.file, {})[one] = None
    lines.pop("", None)
    gone = [file for file in lines if file not in files]
    twice = [file for file, words in lines.items() if len(words) > 1 and file in files]
    units = dict.fromkeys(one.unit for one in said if one.declared_nil and not known(one.unit))
    for text, names in ((_NO_FILE, gone), (_TWO_WORDS, twice), (_NO_UNIT, [*units])):
        if names:
            yield text.say(lang, n=f"{len(names):,}", names=listing(names, lang, _MOST))
