"""Files made when somebody asks for them; every download leaves a line in the log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from recon import export
from recon.campaign import loads
from recon.errors import OptionError
from recon.export import How
from recon.export.kinds import BY_CODE
from recon.export.naming import campaign_name
from recon.export.view import View
from recon.pipeline import giving
from recon.result import Result
from recon.ui import at_work, context
from recon.ui.i18n import lang
from recon.ui.store.on_disk import OnDisk

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.ui.store import Run
    from recon.words import Lang

LAYOUTS: Final = ("official", "own")
"""How a corrected sheet may look: the official form, or the site's own workbook."""
BY_SITE: Final = ("corrected", "returned", "omissions", "confirmation", "receipts", "reminders", "pack")
"""Kinds one site gets, in the order they are used."""
PROVINCE: Final = {
    "circular": ".zip",
    "record-corrections": ".xlsx",
    "handover": ".zip",
    "report": ".html",
}
"""Kinds of the whole campaign and what their download is: one file, or a zip where there are several."""
TYPES: Final = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".html": "text/html",
    ".txt": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of a download besides its content."""

    password: str = ""
    layout: str = LAYOUTS[0]
    branch: str = ""
    """Of all the sites, those of one branch; empty for every one."""
    version: int = 0
    """Which frozen hand-over; 0 is the newest, :data:`recon.pipeline.giving.NOW` what the run says now."""


PLAIN: Final = Wish()


@dataclass(frozen=True, slots=True)
class Ready:
    """One download: its file name, its media type, and how to get its bytes."""

    name: str
    make: Callable[[], bytes]

    @property
    def mime(self) -> str:
        """The media type by the file name's suffix."""
        return TYPES.get(self.name[self.name.rfind(".") :], "application/octet-stream")


def _result(run: Run) -> Result:
    def make() -> Result:
        text = (run.folder / "campaign.toml").read_text(encoding="utf-8")
        return Result(loads(text), OnDisk(run.folder), run.summary)

    found: Result = run.memo("result", make)
    return found


def view(run: Run, said: Lang | None = None) -> View:
    """Return the run as the outputs see it, in a language (the session's)."""
    said = said or lang()
    found: View = run.memo(("view", said), lambda: View(_result(run), said))
    return found


def _memory(wish: Wish = PLAIN) -> Callable[[], How]:
    """Return a maker of what the office remembers and the person wishes, for use outside the page's script."""
    place = context.office()

    def make() -> How:
        how = giving.how(place, layout=wish.layout, version=wish.version) if place else How()
        return replace(how, password=wish.password)

    return make


def _built(run: Run, kind: str, unit: str, said: Lang, layout: str) -> tuple[str, bytes] | None:
    """Make one site's output; None when there is nothing of it (nothing to mend, nobody omitted)."""
    own = kind == "corrected" and layout == "own"

    def make() -> tuple[str, bytes] | None:
        try:
            return export.build(
                kind, _result(run), unit, said, how=_memory(Wish(layout=layout))() if own else How()
            )
        except OptionError:
            return None

    found: tuple[str, bytes] | None = run.memo((kind, unit, said, own), make)
    return found


def sites_with(run: Run, kind: str, branch: str = "") -> list[str]:
    """Return the codes of the sites (of a branch) that have a kind of output."""
    found: list[str] = run.memo(("units", kind, lang()), lambda: BY_CODE[kind].units(view(run)))
    return [code for code in found if branch in {"", run.branch_of.get(code, "")}]


def title(kind: str) -> str:
    """Return what a kind of output is called."""
    return BY_CODE[kind].title.say(lang())


def of_site(run: Run, kind: str, unit: str, wish: Wish = PLAIN) -> Ready | None:
    """Return one site's download, or None when there is nothing of it: it is none of those the kind is made for."""
    if unit not in sites_with(run, kind):
        return None
    said, how = lang(), _memory(wish)
    built = _built(run, kind, unit, said, wish.layout)
    if built is None:
        return None
    name, data = built

    def make() -> bytes:
        if not wish.password:
            return data
        return export.build(kind, _result(run), unit, said, how=how())[1]

    return Ready(name, logged(make, kind, unit, 1))


def case(run: Run, number: str) -> Ready:
    """Return one student's file for a dispute; made when it is asked for, named without the number."""
    said, how = lang(), _memory()

    def make() -> bytes:
        return export.build("case", _result(run), number, said, how=how())[1]

    name = _campaign_name(run, said, BY_CODE["case"].title.zh, ".xlsx")
    return Ready(name, logged(make, "case", "", 1))


def _campaign_name(run: Run, said: Lang, what: str, suffix: str) -> str:
    return campaign_name(view(run, said), what, suffix)


def all_name(run: Run, kind: str, branch: str = "") -> str:
    """Return the name of the zip with every site's output of a kind, or with those of one branch."""
    return _campaign_name(run, lang(), f"{branch or '全部'}{BY_CODE[kind].title.zh}", ".zip")


def of_all(run: Run, kind: str, count: int, wish: Wish = PLAIN) -> Ready:
    """Return the download with every site's output in one zip, or with those of the branch wished for."""
    said, how = lang(), _memory(wish)
    units = sites_with(run, kind, wish.branch) if wish.branch else []

    def make() -> bytes:
        return export.zip_all(kind, _result(run), units=units, lang=said, how=how())

    return Ready(all_name(run, kind, wish.branch), logged(make, kind, "", count))


def of_province(run: Run, kind: str, wish: Wish = PLAIN) -> Ready:
    """Return a download of the whole campaign."""
    said, how = lang(), _memory(wish)
    suffix = PROVINCE[kind]

    def make() -> bytes:
        if suffix == ".zip":
            return export.zip_all(kind, _result(run), lang=said, how=how())
        return export.build(kind, _result(run), "", said, how=how())[1]

    what = BY_CODE[kind].title.zh + (f"_第{wish.version}版" if wish.version > 0 else "")
    return Ready(_campaign_name(run, said, what, suffix), logged(make, kind, "", 1))


def logged(make: Callable[[], bytes], kind: str, unit: str, count: int) -> Callable[[], bytes]:
    """Wrap a maker so that the log knows before the bytes leave; it runs outside the page's script.

    A page of the campaign before gives nothing any more: with its result would go what the office remembers of the
    campaign at work, and its line would stand among that one's.
    """
    place, who, before = context.office(), context.actor(), at_work.drawn_for()

    def told() -> bytes:
        if place:
            at_work.hold(before, now=place.campaign().id)
        data = make()
        if place:
            place.log("download", actor=who, what=kind, unit=unit, count=count)
        return data

    return told
