"""The submissions list: what a mailbox knows of the files, and which units declared nil.

Its columns: docs/contract.md, "Files that go in". What stands in it decides who is late and which file replaces which:
a word or a time that is not understood stops the run and names its place, rather than counting as nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.campaign.clock import SHANGHAI
from recon.errors import ExtractError
from recon.model import Submission
from recon.normalise.forms import form_of_titles
from recon.normalise.registers.lists import coded, one_of
from recon.normalise.registers.vocabulary import columns_of
from recon.values.times import read_time
from recon.words import Category, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.normalise.registers.named import NamedTable

_KINDS = {"replace": "替换 重报 重新报送 整表", "add": "补报 追加 增报", "amend": "更正 修改 退回更正 改正"}
_KIND_WORDS = {word: kind for kind, words in _KINDS.items() for word in (kind, *words.split())}
_YES = frozenset({"是", "true", "yes", "y", "1", "√", "零报送", "✓"})
_NO = frozenset({"", "否", "false", "no", "n", "0", "×", "-"})
_YEARS = range(2000, 2100)
"""Years in which anything was ever submitted; 0001 is how programs write that they do not know."""
_WRONG_TIME = Text(
    "第 {row} 行“{column}”列的时间无法识别。请写成 2020-06-09 15:30，不知道的留空。",
    "row {row}, column {column}: the time cannot be read. Write 2020-06-09 15:30; leave it empty if not known.",
)
_WRONG_WORD = Text(
    "第 {row} 行“{column}”列的内容无法识别。可填：{choices}；不知道的留空。",
    "row {row}, column {column}: the word is not known. Write one of {choices}; leave it empty if not known.",
)


def submissions(tables: Sequence[NamedTable]) -> tuple[Submission, ...]:
    """Return what a submissions list knows of the files and of the units that declared nil.

    Raises:
        ExtractError: no column for the file and none for nil declarations; or a time or a word that cannot be
            read, with its row and column.
    """
    found: list[Submission] = []
    for named in tables:
        columns = coded(named, None)
        one_of(named, columns, ("file", "declared_nil"))
        titles = columns_of(named.table.column_names, None)
        lists = {code: column.to_pylist() for code, column in columns.items()}
        for at in range(named.table.num_rows):
            values = {code: texts[at].strip() for code, texts in lists.items()}
            said = _Line(named, named.line(at), values, titles).submission()
            if said.file or said.declared_nil:
                found.append(said)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the list, which knows where it stands."""

    named: NamedTable
    row: int
    values: Mapping[str, str]
    titles: Mapping[str, str]
    """Field → the header word of its column."""

    def submission(self) -> Submission:
        """Return what the line says."""
        unit = next(filter(None, map(self.get, ("unit", "site_code", "site", "site_name"))), "")
        return Submission(
            file=self.get("file").replace("\\", "/"),
            unit=unit,
            form=self.form(),
            received_at=self.moment(),
            kind=self.kind(),
            declared_nil=self.declared_nil(),
        )

    def get(self, code: str) -> str:
        return self.values.get(code, "")

    def form(self) -> str:
        text = self.get("form")
        form = text if text in {*Category} else form_of_titles([text])
        if text and not form:
            raise self.wrong(_WRONG_WORD, "form", choices="附表1、附表2、open、adult")
        return form

    def kind(self) -> str:
        text = self.get("kind").lower()
        if text and text not in _KIND_WORDS:
            raise self.wrong(_WRONG_WORD, "kind", choices="替换、补报、更正、replace、add、amend")
        return _KIND_WORDS.get(text, "")

    def declared_nil(self) -> bool:
        text = self.get("declared_nil").lower()
        if text not in _YES | _NO:
            raise self.wrong(_WRONG_WORD, "declared_nil", choices="是、否")
        return text in _YES

    def moment(self) -> str:
        """Return an ISO time of Shanghai; a day without a time counts as its beginning."""
        text = self.get("received_at")
        moment = read_time(text, SHANGHAI)
        if text and (moment is None or moment.year not in _YEARS):
            raise self.wrong(_WRONG_TIME, "received_at")
        return moment.isoformat(timespec="seconds") if moment else ""

    def wrong(self, text: Text, code: str, **details: str) -> ExtractError:
        told = {"row": str(self.row), "column": self.titles[code], **details}
        reason = Text(text.zh.format(**told), text.en.format(**told))
        return ExtractError(path=self.named.name, reason=reason)
