"""What a caller is told about rulings: at once when one cannot be made, with the answer when it did nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow.compute as pc

from recon import decide
from recon.decide import Verdict
from recon.errors import OptionError
from recon.model import FINDING_MEMBERS, Finding
from recon.words import Severity, Text, Trust, listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from recon.model import Ruling
    from recon.words import Lang

_MOST = 6
"""Findings that are named; somebody may have ruled on a thousand."""
_NOT_DONE = Text("裁定未执行（问题编号 {ids}）：{why}", "Rulings not carried out (finding {ids}): {why}")
_GONE = Text(
    "有 {n} 条裁定找不到对应的问题，未执行（问题编号 {ids}）：问题多半已改正，或裁定属于另一批次",
    "{n} {n:ruling|rulings} met no finding and did nothing (finding {ids}): what {n:it was|they were} about is "
    "mended, or {n:it belongs|they belong} to "
    "another campaign",
)


def check(line: Mapping[str, Any], ruling: Ruling, found: pa.Table) -> None:
    """Refuse a ruling that would not be carried out.

    Args:
        line: its finding, a line of ``findings``.
        ruling: what somebody wants.
        found: all of ``findings``: what else is found in the row may forbid it.

    Raises:
        OptionError: names the argument and what it lacks.
    """
    told = {name: line[name] for name in FINDING_MEMBERS if name in line}
    told |= {"severity": Severity(line["severity"]), "trust": Trust(line["trust"])}
    finding = Finding(**told)
    why = decide.refusal(finding, ruling)
    if why is None and decide.lacks_reason(finding, ruling):
        raise _error("reason", decide.NO_REASON)
    if why is None and ruling.verdict == Verdict.CORRECT_RECORD:
        row = found.filter(pc.equal(found["row_id"], line["row_id"]))
        beside = zip(row["rule"].to_pylist(), row["field"].to_pylist(), strict=True)
        why = decide.application_bar(line["field"], beside)
    if why:
        raise _error(_argument(ruling), why)


def _error(argument: str, why: Text) -> OptionError:
    return OptionError(option=argument, reason=Text(why.zh.rstrip("。"), why.en.rstrip(".")))


def _argument(ruling: Ruling) -> str:
    if ruling.verdict in decide.REASONED and not ruling.reason.strip():
        return "reason"
    return "value" if ruling.verdict == Verdict.OVERRIDE else "verdict"


def notes(decided: decide.Decided, lang: Lang) -> Iterator[str]:
    """Yield what was not carried out and why, the same reason once; proposals that clash are nobody's ruling."""
    failed: dict[Text, list[str]] = {}
    for notice in decided.notices:
        if notice.why is not decide.PROPOSALS_CLASH:
            failed.setdefault(notice.why, []).append(notice.finding.finding_id)
    for why, ids in failed.items():
        yield _NOT_DONE.say(lang, ids=listing(ids, lang, _MOST), why=why.say(lang))


def gone(lost: Sequence[Ruling], lang: Lang) -> Iterator[str]:
    """Yield that rulings met no finding."""
    if ids := [ruling.finding_id for ruling in lost]:
        yield _GONE.say(lang, n=len(ids), ids=listing(ids, lang, _MOST))
