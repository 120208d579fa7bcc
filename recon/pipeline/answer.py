"""The answer of a run or of ``reconcile``: a result one asks questions, in a notebook too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from recon.engine import in_kind
from recon.errors import OptionError
from recon.result import Result
from recon.words import Text

if TYPE_CHECKING:
    from pathlib import Path

_SUMMARY: dict[str, Text] = {
    "due": Text("应报", "Due"),
    "submitted": Text("已报", "Submitted"),
    "clean": Text("无问题", "Clean"),
    "open": Text("有待处理", "Open"),
    "held": Text("暂缓", "Held"),
    "late": Text("迟报", "Late"),
    "awaited": Text("待报", "Awaited"),
    "omitted": Text("漏报", "Omitted"),
    "photo_valid": Text("照片有效", "Photo valid"),
}
_NO_FINDING = Text("没有编号为 {finding_id} 的问题", "there is no finding {finding_id}")


@dataclass(frozen=True)
class Answer(Result):
    """A result whose tables (``answer.findings``, ``answer.coverage`` …) are frames of the caller's kind."""

    like: Any = None
    """The frame the caller gave; Arrow tables when it was a path."""

    def __getattr__(self, name: str) -> Any:
        """Return a table by its name, in kind."""
        return in_kind(super().__getattr__(name), self.__dict__.get("like"))

    def explain(self, finding_id: str) -> str:
        """Return a finding in words: what is wrong, at which cell, why we say so, and what is proposed.

        Raises:
            OptionError: there is no such finding.
        """
        table = self.tables["findings"]
        found = table.filter(pc.equal(table["finding_id"], finding_id)).to_pylist()
        if not found:
            known = {lang: _NO_FINDING.say(lang, finding_id=finding_id) for lang in ("zh", "en")}
            raise OptionError(option="finding_id", reason=Text(known["zh"], known["en"]))
        return _in_words(found[0], zh=self.lang == "zh")

    def to_excel(self, folder: Path) -> list[Path]:
        """Write corrected sheets, return sheets and the circular below ``folder``; returns their paths."""
        from recon import export

        plain = replace(self, like=None)
        kinds = ("corrected", "returned", "circular")
        return [path for kind in kinds for path in export.write(kind, plain, folder, lang=self.lang)]

    def __repr__(self) -> str:
        """Show the totals on one line."""
        counts = ", ".join(f"{text.say('en')} {self._total(name)}" for name, text in _SUMMARY.items())
        return f"<recon result: {counts}; {self.tables['findings'].num_rows} findings>"

    def _repr_html_(self) -> str:
        """Show the totals as a small table; nothing personal."""
        heads = "".join(f"<th>{escape(text.say(self.lang))}</th>" for text in _SUMMARY.values())
        cells = "".join(f"<td>{self._total(name):,}</td>" for name in _SUMMARY)
        count = Text("问题 {n} 个", "{n} findings").say(self.lang, n=self.tables["findings"].num_rows)
        title = escape(self.campaign.title or self.campaign.id)
        return f"<table><caption>{title} · {count}</caption><tr>{heads}</tr><tr>{cells}</tr></table>"

    def _total(self, name: str) -> int:
        return int(pc.sum(self.tables["coverage"][name]).as_py() or 0)


def _in_words(finding: dict[str, Any], *, zh: bool) -> str:
    heads = (
        ("位置", "Where", " ".join(str(finding[c]) for c in ("file", "sheet", "cell") if finding[c])),
        ("问题", "What", f"{finding['rule']} {finding['message']}"),
        ("报送", "Submitted", finding["submitted"]),
        ("学籍", "Official", finding["official"]),
        ("依据", "Evidence", finding["evidence"]),
        ("建议", "Proposal", f"{finding['proposal']} ({finding['trust']})" if finding["trust"] else ""),
    )
    return "\n".join(f"{one if zh else other}: {text}" for one, other, text in heads if text)
