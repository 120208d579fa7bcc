"""What a campaign may say, with a sensible default for every key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, cast

from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Mode = Literal["list", "capture-code"]
CODES_SINCE = 2023
"""From this year on students are captured by a personal code, and no list of them leaves the office unless told to."""
_UNSAID = cast("Mode", "")


def usual_mode(year: int) -> Mode:
    """Return how students of a year are captured where the campaign does not say; 0 is a year nobody named."""
    return "capture-code" if year >= CODES_SINCE else "list"


@dataclass(frozen=True, slots=True)
class Scope:
    """Who of one category is due: cohorts × levels × statuses. Empty ``cohorts`` means every cohort."""

    cohorts: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("在籍",)
    institution_code: str = ""
    sites: Mapping[str, str] = field(default_factory=dict)
    """Adult education: how its extract writes a site → the site's code."""


@dataclass(frozen=True, slots=True)
class PhotoPolicy:
    """How long a photo holds, and what a picture file must be like.

    The latter is part of the contract for programs that look at picture files; nothing here opens one.
    """

    validity_months: int = 12
    """Calendar months, the last day included."""
    expiring_days: int = 90
    """At most so many days are left on the day the photo is needed: 临期."""
    pixels: tuple[int, int] = (480, 640)
    """Width and height."""
    bytes: tuple[int, int] = (20_000, 40_000)
    """Least and most."""
    named_by: str = "student_no"
    """What a file is called by: ``student_no`` or ``id_card``."""


@dataclass(frozen=True, slots=True)
class Shooting:
    """One shooting point (拍摄点): its dates and the sites it serves."""

    point: str
    dates: tuple[date, ...] = ()
    serves: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    """Slots of a day (时段), such as ``08:30-10:00``; students come slot by slot where there are any."""
    places: int = 0
    """Students one slot takes; 0: they are spread evenly."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a roster may be, and how long one may take; extracts and registers have their own, larger."""

    file_bytes: int = 20_000_000
    total_bytes: int = 200_000_000
    members: int = 1_000
    ratio: int = 100
    cells: int = 5_000_000
    seconds: float = 10.0
    memory_bytes: int = 1 << 30
    extract_bytes: int = 2_000_000_000
    extract_seconds: float = 600.0
    extract_memory_bytes: int = 8 << 30


@dataclass(frozen=True, slots=True)
class Campaign:
    """One year's collection. Frozen: a run never changes what it was asked."""

    id: str
    title: str = ""
    year: int = 0
    mode: Mode = _UNSAID
    """Unsaid, it is the usual one of the year, or of the deadline's where no year is given."""
    deadline: date | None = None
    as_of: date | None = None
    mend_days: int = 3
    province_code: str = ""
    lang: Literal["zh", "en"] = "zh"
    scope: Mapping[Category, Scope] = field(default_factory=lambda: {Category.OPEN: Scope()})
    earlier: Literal["eligible", "due"] = "eligible"
    reshoot: Literal["yes", "no"] = "yes"
    photo: PhotoPolicy = field(default_factory=PhotoPolicy)
    batches: Mapping[str, date] = field(default_factory=dict)
    """Graduation batch → the day its photos are needed."""
    cohort_batches: Mapping[str, str] = field(default_factory=dict)
    shooting: tuple[Shooting, ...] = ()
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Field code → further header aliases."""
    vocabulary: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Field code → {how it may be written: canonical value}."""
    limits: Limits = field(default_factory=Limits)
    rules: Mapping[str, str] = field(default_factory=dict)
    """Rule code → ``off`` or another severity."""
    templates: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Settle what depends on another value: the mode that goes without saying."""
        if not self.mode:
            object.__setattr__(self, "mode", self.usual_mode)

    @property
    def usual_mode(self) -> Mode:
        """How students of this campaign's year are captured where it does not say; the year is else the deadline's."""
        return usual_mode(self.year or (self.deadline.year if self.deadline else 0))

    @property
    def unassigned(self) -> tuple[str, ...]:
        """The cohorts in scope of which nothing says with which of several batches they graduate."""
        cohorts = sorted({one for scope in self.scope.values() for one in scope.cohorts})
        return (
            tuple(one for one in cohorts if one not in self.cohort_batches) if len(self.batches) > 1 else ()
        )

    def institution_code(self, form: str) -> str:
        """Return the institution code of a form (``open`` or ``adult``), empty when the campaign has none."""
        scope = self.scope.get(Category(form)) if form else None
        return scope.institution_code if scope else ""

    def late_after(self, received_at: str) -> bool:
        """Tell whether an ISO time with offset lies after 24:00 of the deadline; an unknown time is not late."""
        from recon.campaign.clock import local_date

        return bool(received_at and self.deadline and local_date(received_at) > self.deadline)
