"""Small tables below a list whose headers name no student: counts (层次 人数), whom to call (姓名 职务 电话).

Such a line is no header of students, so that the rows below it would be read by the list's columns: 会计 as a name.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from recon.normalise import lines
from recon.normalise.columns import KEYS
from recon.normalise.spellings import folded
from recon.normalise.wordings import speaks_of_another

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.normalise.headings import Lexicon

_PROOF = re.compile(
    r"\A(?:[实应上]?报|报名|学生)?(?:人数|人次|数量|合计|小计|总计|总数|金额|计数|(?:平均|最大|最小)[值数])"
    r"(?:[(（]\w{1,2}[)）])?\Z|"
    r"\A(?:联系|办公)?(?:电话|手机|手机号码?|电话号码|联系方式)\Z"
)
"""Words over a number that is nobody's 学号: a count, a sum, a telephone."""
_STAFF = re.compile(r"\A(?:职务|职称|部门|经手人)\Z")
_WORD = re.compile(r"\A(?:项目|备注|说明|邮箱|单位|单价)\Z")
_NUMBER = re.compile(r"\A\d{1,12}(?:[.-]\d{1,8})?\s?[人元]?\Z")
_DIGIT = re.compile(r"\d")
_LONGEST = 10
_LABELS = frozenset({"姓名", "身份证号", "身份证号码", "学号", "性别"})
"""Words that no student's cell holds, and that stand before a value on the line of who is responsible."""


class Foot(NamedTuple):
    """Where a small table's cells stand (0-based), which of them are its counts or telephones, which IDs."""

    columns: frozenset[int]
    proofs: frozenset[int]
    identities: frozenset[int]

    def holds(self, values: Sequence[str]) -> bool:
        """Tell whether a line may be one of the table's, which holds nothing beside its columns."""
        return all(at in self.columns for at, value in enumerate(values) if value.strip())

    def is_certain_of(self, values: Sequence[str]) -> bool:
        """Tell a line of the table by the number that stands where it says so."""
        return any(at < len(values) and _NUMBER.match(values[at].strip()) for at in self.proofs)

    def identifies(self, values: Sequence[str]) -> bool:
        """Tell a line of the table that has somebody's ID where it says so, though no student's."""
        return any(at < len(values) and lines.is_plain_student([values[at]]) for at in self.identities)


def foot_at(values: Sequence[str], lexicon: Lexicon) -> Foot | None:
    """Return the small table whose header a line below students is: short words, most of them known, and no digit."""
    words = {at: folded(value) for at, value in enumerate(values) if value.strip()}
    if len(words) < 2 or any(len(word) > _LONGEST or _DIGIT.search(word) for word in words.values()):
        return None
    coded = {at: code for at, word in words.items() if (code := lexicon.code(word))}
    proofs = {at for at, word in words.items() if _PROOF.match(word)}
    staff = {at for at, word in words.items() if _STAFF.match(word) or speaks_of_another(word)}
    known = {*coded, *proofs, *staff, *(at for at, word in words.items() if _WORD.match(word))}
    told = len(coded) + len(proofs)
    if len(known) * 2 <= len(words) or told < (1 if proofs or staff else len(words)):
        return None
    if not staff and not KEYS.isdisjoint(coded.values()):
        proofs.clear()  # a block of 姓名 and 电话 may as well list students
    return Foot(frozenset(words), frozenset(proofs), frozenset(at for at in coded if coded[at] == "id_card"))


def may_be_card(values: Sequence[str]) -> bool:
    """Tell in a glance whether a row deserves the closer look of :func:`is_card`."""
    return not _LABELS.isdisjoint(values)


def is_card(values: Sequence[str], codes: Mapping[int, str], lexicon: Lexicon) -> bool:
    """Tell labels with their values beside them (专项负责人 │ 姓名 │ 王强 │ 身份证号 │ …) from a student.

    Args:
        values: a row below a list's header.
        codes: the fields of its columns, by their places.
        lexicon: what the words of a header mean.
    """
    followed = pairwise(values)
    labels = (at for at, (word, value) in enumerate(followed) if word in _LABELS and value.strip())
    return any(at in codes and codes[at] != lexicon.code(folded(values[at])) for at in labels)
