"""Every kind of output, for whom it is made and what its files are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from recon.export import circular, corrected, names, records, returned
from recon.export.forms import FORMS
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recon.export.view import View


class Document(NamedTuple):
    """One finished file: its name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of output."""

    code: str
    title: Text
    make: Callable[[View, str], Iterator[Document]]
    """Makes the documents of one unit; the unit is empty for a kind of the whole campaign."""
    units: Callable[[View], list[str]] = lambda _: [""]
    """The units that have such a document; one empty name for a kind of the whole campaign."""

    def chosen(self, view: View, units: Sequence[str]) -> list[str]:
        """Return the units to write for: those asked for, else all."""
        every = self.units(view)
        return every if every == [""] or not units else [*dict.fromkeys(units)]


def _corrected(view: View, unit: str) -> Iterator[Document]:
    for form in view.forms(unit):
        yield Document(unit_name(view, unit, "更正表", form), corrected.build(view, unit, form))


def _returned(view: View, unit: str) -> Iterator[Document]:
    for form in view.forms(unit) or [""]:
        data = returned.build(view, unit, form)
        if data is not None:
            yield Document(unit_name(view, unit, "退回清单", form), data)


def _circular(view: View, _: str) -> Iterator[Document]:
    yield Document(campaign_name(view, "通报", ".xlsx"), circular.build(view))
    yield Document(campaign_name(view, "通报", ".md"), circular.markdown(view).encode())


def _records(view: View, _: str) -> Iterator[Document]:
    yield Document(campaign_name(view, "学籍信息更正", ".xlsx"), records.build(view))


def unit_name(view: View, unit: str, kind: str, form: str = "", suffix: str = ".xlsx") -> str:
    """Return ``6400312_西夏工作站_更正表_开放教育_第1轮_20200611.xlsx``."""
    site = view.site(unit)
    known = unit.strip("?")
    category = FORMS[form].name.zh if form else ""
    parts = (
        known or names.UNKNOWN,
        site.site_name.strip("?"),
        kind,
        category,
        f"第{view.round(unit, form)}轮",
        _day(view),
    )
    return names.join(parts, suffix)


def campaign_name(view: View, kind: str, suffix: str) -> str:
    """Return ``640_宁夏2020年毕业生图像采集_通报_20200611.xlsx``."""
    campaign = view.campaign
    return names.join((campaign.province_code, campaign.title or campaign.id, kind, _day(view)), suffix)


def _day(view: View) -> str:
    return view.day.replace("-", "")


def _returning(view: View) -> list[str]:
    """Return the units with live rows, and those of which every file was refused."""
    refused = {
        unit for (unit,) in view.files if unit and "refused" in view.files.get(unit)["verdict"].to_pylist()
    }
    return sorted({*view.units(), *refused})


ALL: tuple[Kind, ...] = (
    Kind("corrected", Text("更正表", "Corrected sheet"), _corrected, lambda view: view.units()),
    Kind("returned", Text("退回清单", "Return sheet"), _returned, _returning),
    Kind("circular", Text("通报", "Circular"), _circular),
    Kind("record-corrections", Text("学籍信息更正", "Record corrections"), _records),
)
BY_CODE: dict[str, Kind] = {kind.code: kind for kind in ALL}
KINDS: tuple[str, ...] = tuple(BY_CODE)
