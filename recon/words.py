"""The closed vocabularies of the field: codes that never change, and their titles in both languages.

Codes are English and stable (other programs rely on them); titles are what a person sees.
``docs/glossary.md`` lists them; a test holds that it is complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")
LANG_VARIABLE = "RECON_LANG"
"""The environment's variable that names the language of commands and pages."""


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; ``{placeholders}`` are filled by :meth:`say`, as :func:`fill` does."""

    zh: str
    en: str

    def say(self, lang: Lang, **values: object) -> str:
        """Return the sentence in ``lang`` with its placeholders filled."""
        pattern = self.zh if lang == "zh" else self.en
        return fill(pattern, **values) if values else pattern

    def filled(self, **values: object) -> Text:
        """Return the sentence with its placeholders filled, still in both languages; a value may be a :class:`Text`."""
        return Text(*(self.say(lang, **_in(lang, values)) for lang in LANGS))


def _in(lang: Lang, values: Mapping[str, object]) -> dict[str, object]:
    return {name: value.say(lang) if isinstance(value, Text) else value for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class _Counted:
    """A value that chooses a word by its number: ``{n:site|sites}``."""

    value: object

    def __format__(self, spec: str) -> str:
        one, choice, several = spec.partition("|")
        if choice:
            return one if str(self.value) == "1" else several
        return format(self.value, spec)


def fill(pattern: str, **values: object) -> str:
    """Return a pattern with its placeholders filled; ``{n} {n:site|sites}`` says 1 site, 2 sites."""
    if "|" in pattern:
        values = {name: _Counted(value) for name, value in values.items()}
    return pattern.format(**values)


def listing(parts: Sequence[str], lang: Lang, most: int = 0) -> str:
    """Return parts as a sentence lists them; of more than ``most`` (0: all) the first ones."""
    some = ("、" if lang == "zh" else ", ").join(parts[: most or None])
    return some + ("…" if most and len(parts) > most else "")


def listed(parts: Sequence[str]) -> Text:
    """Return parts as either language lists them, to fill a sentence with; a dash for none."""
    return Text(listing(parts, "zh"), listing(parts, "en")) if parts else Text("–", "–")


def no_language(word: object) -> Text:
    """Say that there is no such language, and which there are."""
    known, said = " | ".join(LANGS), f"{word}"[:30]
    return Text(f"没有语言“{said}”，可用：{known}", f"there is no language '{said}'; choose {known}")


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    FATAL = "fatal"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


ERRORS = frozenset({Severity.ERROR, Severity.FATAL})
"""What somebody has to mend."""


class Trust(StrEnum):
    """What happens to a proposal (docs/definitions.md, "Trust")."""

    SAFE = "safe"
    LIKELY = "likely"
    CONFIRM = "confirm"
    ASK_SITE = "ask-site"
    NEVER = "never"
    AUTHORITY = "authority"
    NONE = ""


class Kind(StrEnum):
    """How a submitted value differs from the official one."""

    FORMAT = "format"
    VARIANT = "variant"
    CLOSE = "close"
    DIFFERENT = "different"
    MISSING_HERE = "missing-here"
    MISSING_THERE = "missing-there"
    NONE = ""


class By(StrEnum):
    """Which evidence matched a roster row to an enrolment."""

    BOTH = "both"
    STUDENT_NO = "student_no"
    ID_CARD = "id_card"
    DAMAGED_ID = "damaged_id"
    CLOSE = "close"
    EXAM_NO = "exam_no"
    NONE = "none"


class Category(StrEnum):
    """Category of education; also names the form (附表1 open, 附表2 adult)."""

    OPEN = "open"
    ADULT = "adult"


class CellType(StrEnum):
    """What kind of cell a value came from; ``absent`` means the roster has no such column."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    FORMULA = "formula"
    BLANK = "blank"
    NULL = "null"
    ABSENT = "absent"


class Life(StrEnum):
    """Whether a roster row counts (docs/definitions.md, "Files, rounds and time")."""

    LIVE = "live"
    SUPERSEDED = "superseded"
    PARKED = "parked"


class Reason(StrEnum):
    """Why a student stands in ``omissions.csv``."""

    AWAITED = "awaited"
    OMITTED = "omitted"
    ELSEWHERE = "elsewhere"
    EXCUSED = "excused"
    LATE = "late"
    EARLIER = "earlier"


class DueState(StrEnum):
    """What became of a due student: ``due`` is the sum of these, in the order in which their bars are stacked."""

    CLEAN = "clean"
    OPEN = "open"
    HELD = "held"
    LATE = "late"
    EXCUSED = "excused"
    AWAITED = "awaited"
    OMITTED = "omitted"


class Surplus(StrEnum):
    """Why a row stands in ``surplus.csv``."""

    SURPLUS = "surplus"
    UNMATCHED = "unmatched"
    REPEAT = "repeat"


class SiteStatus(StrEnum):
    """Where a site stands, from silence to signature."""

    SILENT = "silent"
    DECLARED_NIL = "declared-nil"
    UNREADABLE = "unreadable"
    RECEIVED = "received"
    CHECKED = "checked"
    CLEAN = "clean"
    SIGNED_OFF = "signed-off"


class PhotoState(StrEnum):
    """State of a student's newest photo on the day it is needed."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    NONE = "none"
    NOT_ASKED = "not_asked"


_AWAITED = Text("待报", "Awaited")
_OMITTED = Text("漏报", "Omitted")
_EXCUSED = Text("已说明", "Excused")
_LATE = Text("迟报", "Late")

_TITLES: tuple[tuple[StrEnum, Text], ...] = (
    (Severity.FATAL, Text("无法使用", "Fatal")),
    (Severity.ERROR, Text("错误", "Error")),
    (Severity.WARNING, Text("警告", "Warning")),
    (Severity.INFO, Text("提示", "Info")),
    (Trust.SAFE, Text("自动更正", "Corrected")),
    (Trust.LIKELY, Text("自动更正（列出）", "Corrected, listed")),
    (Trust.CONFIRM, Text("一键确认", "One click to confirm")),
    (Trust.ASK_SITE, Text("退回教学点", "Back to the site")),
    (Trust.NEVER, Text("不可更正", "Must not be corrected")),
    (Trust.AUTHORITY, Text("学籍信息更正", "Record correction")),
    (Trust.NONE, Text("无建议", "No proposal")),
    (Kind.FORMAT, Text("仅格式", "Format only")),
    (Kind.VARIANT, Text("异体写法", "Variant")),
    (Kind.CLOSE, Text("相近", "Close")),
    (Kind.DIFFERENT, Text("不同", "Different")),
    (Kind.MISSING_HERE, Text("名单缺", "Missing in the roster")),
    (Kind.MISSING_THERE, Text("学籍缺", "Missing in the extract")),
    (By.BOTH, Text("学号与证件号", "Student number and ID")),
    (By.STUDENT_NO, Text("学号", "Student number")),
    (By.ID_CARD, Text("证件号", "ID")),
    (By.DAMAGED_ID, Text("受损证件号", "Damaged ID")),
    (By.CLOSE, Text("相近号码", "Close number")),
    (By.EXAM_NO, Text("考生号", "Examination number")),
    (By.NONE, Text("未匹配", "Not matched")),
    (Category.OPEN, Text("开放教育", "Open education")),
    (Category.ADULT, Text("成人教育", "Adult education")),
    (Life.LIVE, Text("有效", "Live")),
    (Life.SUPERSEDED, Text("已被替代", "Superseded")),
    (Life.PARKED, Text("待确认", "Parked")),
    (Reason.AWAITED, _AWAITED),
    (Reason.OMITTED, _OMITTED),
    (Reason.ELSEWHERE, Text("他处已报", "Submitted elsewhere")),
    (Reason.EXCUSED, _EXCUSED),
    (Reason.LATE, _LATE),
    (Reason.EARLIER, Text("往届可报", "Earlier cohort")),
    (DueState.CLEAN, Text("无误", "Clean")),
    (DueState.OPEN, Text("有错待改", "Errors open")),
    (DueState.HELD, Text("学籍待核", "Record in doubt")),
    (DueState.LATE, _LATE),
    (DueState.EXCUSED, _EXCUSED),
    (DueState.AWAITED, _AWAITED),
    (DueState.OMITTED, _OMITTED),
    (Surplus.SURPLUS, Text("多报", "Surplus")),
    (Surplus.UNMATCHED, Text("查无此人", "Not in the extract")),
    (Surplus.REPEAT, Text("重复", "Repeat")),
    (SiteStatus.SILENT, Text("未报送", "Silent")),
    (SiteStatus.DECLARED_NIL, Text("零报送", "Declared nil")),
    (SiteStatus.UNREADABLE, Text("无法读取", "Unreadable")),
    (SiteStatus.RECEIVED, Text("已收到", "Received")),
    (SiteStatus.CHECKED, Text("有待处理", "Something open")),
    (SiteStatus.CLEAN, Text("无问题", "Clean")),
    (SiteStatus.SIGNED_OFF, Text("已办结", "Signed off")),
    (PhotoState.VALID, Text("有效", "Valid")),
    (PhotoState.EXPIRING, Text("临期", "Expiring")),
    (PhotoState.EXPIRED, Text("已过期", "Expired")),
    (PhotoState.UNKNOWN, Text("无日期", "Date unknown")),
    (PhotoState.NONE, Text("未采集", "Not captured")),
    (PhotoState.NOT_ASKED, Text("未查询", "Not asked")),
)


class Titles(Mapping[StrEnum, Text]):
    """Code → title, told apart by vocabulary: ``Kind.CLOSE`` and ``By.CLOSE`` are equal as strings."""

    def __init__(self, pairs: tuple[tuple[StrEnum, Text], ...]) -> None:
        self._texts = {(type(code), code.value): text for code, text in pairs}
        self._codes = tuple(code for code, _ in pairs)

    def __getitem__(self, code: StrEnum) -> Text:
        """Return the title of one code of one vocabulary."""
        return self._texts[type(code), code.value]

    def __iter__(self) -> Iterator[StrEnum]:
        """Every code, in order."""
        return iter(self._codes)

    def __len__(self) -> int:
        """The number of codes of all vocabularies."""
        return len(self._codes)


TITLES: Mapping[StrEnum, Text] = Titles(_TITLES)
"""What a person reads for every code of every vocabulary."""


def title(code: StrEnum, lang: Lang) -> str:
    """Return what a person reads for ``code``."""
    return TITLES[code].say(lang)
