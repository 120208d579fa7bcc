"""The answer of a run or of ``reconcile``: a result one asks questions, in a notebook too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from recon.engine import in_kind
from recon.errors import OptionError
from recon.model import Ruling
from recon.pipeline.answers import ruled, shown
from recon.pipeline.gathering import given
from recon.result import Result
from recon.values.harmless import in_one_line
from recon.values.masking import mask_finding
from recon.words import Text

if TYPE_CHECKING:
    from recon.pipeline.answers.shown import Shown

_NO_FINDING = Text("没有编号为 {finding_id} 的问题", "there is no finding {finding_id}")
_RESULT = Text("<recon 核对结果：{counts}；{findings}>", "<recon result: {counts}; {findings}>")
_COUNT = Text("问题 {n} 个", "{n} {n:finding|findings}")


@dataclass(frozen=True)
class Answer(Result):
    """A result whose tables (``answer.findings``, ``answer.coverage`` …) are frames of the caller's kind."""

    like: Any = None
    """The frame the caller gave; Arrow tables when it was a path."""

    def __getattr__(self, name: str) -> Any:
        """Return a table by its name, in kind."""
        return in_kind(super().__getattr__(name), self.__dict__.get("like"))

    def explain(self, finding_id: str, *, masked: bool = False) -> Shown:
        """Return a finding in words: what is wrong, at which cell, why we say so, and what is proposed.

        Raises:
            OptionError: there is no such finding.
        """
        finding = self._finding(finding_id)
        return shown.explanation(mask_finding(finding) if masked else finding, self.lang)

    def show_coverage(self, by: str = "branch") -> Shown:
        """Return the coverage summed by ``branch``, ``site_code``, ``category``, ``cohort`` or ``level``.

        Raises:
            OptionError: coverage is not counted by that.
        """
        if by not in shown.GROUPS:
            known = ", ".join(shown.GROUPS)
            raise OptionError(option="by", reason=Text(f"可用：{known}", f"one of {known}"))
        return shown.coverage(self.tables["coverage"], by, self.lang)

    def show_findings(self, rule: str = "", *, limit: int = 10, masked: bool = True) -> Shown:
        """Return the first findings, of one rule when it is given; numbers and names masked unless told otherwise."""
        return shown.findings(self._of_rule(rule), self.lang, limit=limit, masked=masked)

    def show_rules(self, most: int = 10) -> Shown:
        """Return how often each rule found something."""
        return shown.by_rule(self.tables["findings"], self.lang, most)

    def rule(
        self, finding_id: str, verdict: str, *, value: str = "", reason: str = "", who: str = ""
    ) -> Ruling:
        """Return a ruling on a finding as it stands now, to be given to ``reconcile(…, rulings=[…])``.

        Args:
            finding_id: of this answer.
            verdict: ``accept``, ``override``, ``keep``, ``send-to-site``, ``dismiss``, ``admit``, ``excuse`` or
                ``correct-record`` (docs/rulings.md).
            value: what shall stand there (``override``).
            reason: why; ``override``, ``keep``, ``admit``, ``correct-record`` and the ``dismiss`` of an error need one.
            who: who decides.

        Raises:
            OptionError: there is no such finding, or the ruling would not be carried out: no such verdict, no reason,
                no value or one that may not stand there.
        """
        given.check_words(verdict=verdict, value=value, reason=reason, who=who)
        finding = self._finding(finding_id)
        seen = {"seen_submitted": finding["submitted"], "seen_official": finding["official"]}
        ruling = Ruling(finding["finding_id"], verdict, value, reason, who, **seen)
        ruled.check(finding, ruling, self.tables["findings"])
        return ruling

    def to_excel(self, folder: Path | str) -> list[Path]:
        """Write corrected sheets, return sheets and the circular below ``folder``; returns their paths.

        Raises:
            OptionError: it is no path, or an empty one, which would mean the folder one happens to stand in.
        """
        if not isinstance(folder, Path):
            given.check_words(folder=folder)
        given.check_not_empty(folder=folder)
        from recon import export

        plain, into = replace(self, like=None), Path(folder)
        kinds = ("corrected", "returned", "circular")
        return [path for kind in kinds for path in export.write(kind, plain, into, lang=self.lang)]

    def __repr__(self) -> str:
        """Show the totals on one line, and below it what must be said of them."""
        comma = "，" if self.lang == "zh" else ", "
        counts = comma.join(f"{text.say(self.lang)} {self._total(n)}" for n, text in shown.COUNTS.items())
        findings = _COUNT.say(self.lang, n=self.tables["findings"].num_rows)
        said = _RESULT.say(self.lang, counts=counts, findings=findings)
        return "\n".join([said, *map(in_one_line, self.summary.get("notes", ()))])

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show totals, coverage by branch and the most frequent findings; nothing personal."""
        count = _COUNT.say(self.lang, n=self.tables["findings"].num_rows)
        name = f"<p><b>{escape(self.campaign.title or self.campaign.id)}</b> · {count}</p>"
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.summary.get("notes", ()))
        html = name + notes + self.show_coverage().html + self.show_rules().html
        return {"text/html": html, "text/plain": repr(self)}

    def _finding(self, finding_id: str | pa.Scalar) -> dict[str, Any]:
        table = self.tables["findings"]
        wanted = finding_id.as_py() if isinstance(finding_id, pa.Scalar) else finding_id
        given.check_words(finding_id=wanted)
        found: list[dict[str, Any]] = table.filter(pc.equal(table["finding_id"], wanted)).to_pylist()
        if not found:
            raise OptionError(option="finding_id", reason=_NO_FINDING.filled(finding_id=wanted))
        return found[0]

    def _of_rule(self, code: str) -> pa.Table:
        table = self.tables["findings"]
        return table.filter(pc.equal(table["rule"], str(code))) if code else table

    def _total(self, name: str) -> int:
        return int(pc.sum(self.tables["coverage"][name]).as_py() or 0)
