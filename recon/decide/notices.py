"""What people are told about rulings that were not carried out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recon.decide.cells import Clash
    from recon.decide.rulings import Lapse, Refusal
    from recon.model import Finding

PEOPLE_CLASH = Text(
    "对同一学生同一项的裁定互相矛盾，均未执行。请只保留一个。",
    "Rulings on one field of one student contradict each other; none was carried out. Keep one of them.",
)
PROPOSALS_CLASH = Text(
    "同一单元格有两个不同的建议值，均未采用。请裁定用哪一个。",
    "There are two different proposals for one cell; neither was applied. Rule which one it is.",
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell: what kind, about which finding, whose ruling (empty: nobody's), and why."""

    kind: Literal["lapsed", "refused", "clash"]
    finding: Finding
    who: str
    why: Text


def tell(
    lapsed: Iterable[Lapse], refused: Iterable[Refusal], clashes: Sequence[Clash], findings: Iterable[Finding]
) -> Iterator[Notice]:
    """Yield the notices: lapsed rulings, refused ones, then every finding of a clash."""
    for lapse in lapsed:
        yield Notice("lapsed", lapse.finding, lapse.ruling.who, lapse.why)
    for refusal in refused:
        yield Notice("refused", refusal.finding, refusal.ruling.who, refusal.why)
    known = {finding.finding_id: finding for finding in findings} if clashes else {}
    for clash in clashes:
        for finding_id in clash.finding_ids:
            yield Notice("clash", known[finding_id], "", PEOPLE_CLASH if clash.by_people else PROPOSALS_CLASH)
