"""Every kind of output, for whom it is made and what its files are called."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from recon.export import (
    case,
    circular,
    confirmation,
    corrected,
    handover,
    handover_changes,
    handover_lists,
    handover_sums,
    omissions,
    pack,
    receipts,
    records,
    reminding,
    report,
    returned,
)
from recon.export.forms import FORMS
from recon.export.how import Document, How
from recon.export.lines import changes
from recon.export.naming import campaign_name, unit_name
from recon.sites import UNKNOWN
from recon.values.harmless import harmless
from recon.words import Category, Text, listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recon.export.view import View

BOM = "\ufeff"
"""Tells Windows' Notepad that a text is UTF-8."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of output."""

    code: str
    title: Text
    make: Callable[[View, str, How], Iterator[Document]]
    """Makes the documents of one unit; the unit is empty for a kind of the whole campaign."""
    units: Callable[[View], list[str]] = lambda _: [""]
    """The units that have such a document; one empty name for a kind of the whole campaign."""
    whole: bool = False
    """True for a kind of the whole campaign."""
    on_form: bool = False
    """True for a kind on the campaign's own form, where it has one."""

    def chosen(self, view: View, units: Sequence[str]) -> list[str]:
        """Return the units to write for: those asked for, else all."""
        return [*dict.fromkeys(units)] if units and not self.whole else self.units(view)


def _corrected(view: View, unit: str, how: How) -> Iterator[Document]:
    for form in view.forms(unit):
        if how.layout == "own":
            yield from _own(view, unit, form, how)
        else:
            yield _official(view, unit, form)


def _official(view: View, unit: str, form: str) -> Document:
    return Document(unit_name(view, unit, "更正表", form), corrected.build(view, unit, form))


_FALLBACK = Text(
    "{file}：无法沿用原表（{lost}），已改用统一表样。",
    "{file}: its own layout cannot be kept ({lost}); the official form is given.",
)


def _own(view: View, unit: str, form: str, how: How) -> Iterator[Document]:
    """Copy each live file of the unit; where one cannot be, give the official form once and say why."""
    from recon.export import own

    by_file = {file["file"]: file["sha256"] for file in view.files.get(unit).to_pylist()}
    made, rows = changes(view.changes.get(unit, form)), view.rows.get(unit, form)
    fallen = False
    for file in dict.fromkeys(rows["file"].to_pylist()):
        original = how.originals(file, by_file.get(file, ""))
        of_file, its_rows = (
            [one for one in made if one.file == file],
            rows.filter(pc.equal(rows["file"], file)),
        )
        copied = own.copy(view, (unit, form), original, of_file, its_rows)
        if copied.data:
            yield Document(unit_name(view, unit, "更正表（原表样）", form), copied.data)
        else:
            lost = listing([text.say(view.lang) for text in copied.lost], view.lang)
            how.tell(_FALLBACK.say(view.lang, file=file, lost=lost))
            fallen = True
    if fallen:
        yield _official(view, unit, form)


def _returned(view: View, unit: str, _: How) -> Iterator[Document]:
    for form in view.forms(unit) or [""]:
        data = returned.build(view, unit, form)
        if data is not None:
            yield Document(unit_name(view, unit, "退回清单", form), data)


def _omissions(view: View, unit: str, _: How) -> Iterator[Document]:
    for form in omissions.forms(view, unit):
        yield Document(unit_name(view, unit, "漏报表", form), omissions.build(view, unit, form))


def _confirmation(view: View, unit: str, _: How) -> Iterator[Document]:
    yield Document(unit_name(view, unit, "核对确认单"), confirmation.build(view, unit))


def _pack(view: View, unit: str, _: How) -> Iterator[Document]:
    for form in pack.forms(view, unit):
        yield Document(unit_name(view, unit, "上报表", form), pack.build(view, unit, form))


def _handover(view: View, _unit: str, how: How) -> Iterator[Document]:
    who = handover_lists.Lists(view, how.frozen, how.let_go)
    version = f"_第{how.frozen.number}版" if how.frozen else ""
    if view.campaign.mode == "capture-code":
        yield Document(campaign_name(view, f"移交人数{version}", ".xlsx"), handover_sums.counts(who))
        return
    changed = handover_changes.build(view, how.frozen) if how.frozen else None
    made = [
        (f"{name}_{FORMS[form].name.zh}{version}", build(who, form))
        for form in Category
        for name, build in (("移交名单", handover.build), ("待定名单", handover.waiting))
    ]
    for name, data in (*made, (f"移交变更{version}之后", changed)):
        if data is not None:
            yield Document(campaign_name(view, name, ".xlsx"), data)


def _circular(view: View, _unit: str, _: How) -> Iterator[Document]:
    yield Document(campaign_name(view, "通报", ".xlsx"), circular.build(view))
    yield Document(campaign_name(view, "通报", ".md"), _inert(circular.markdown(view)))


def _records(view: View, _unit: str, how: How) -> Iterator[Document]:
    yield Document(campaign_name(view, "学籍信息更正", ".xlsx"), records.build(view, how.applications()))


def _reminders(view: View, unit: str, _: How) -> Iterator[Document]:
    text = reminding.reminder(view, unit)
    if text:
        yield Document(unit_name(view, unit, "催报", suffix=".txt"), _pasted(text))


def _receipts(view: View, unit: str, _: How) -> Iterator[Document]:
    yield Document(unit_name(view, unit, "回执", suffix=".txt"), _pasted(receipts.receipt(view, unit)))
    yield Document(unit_name(view, unit, "回执", suffix=".html"), _inert(receipts.page(view, unit)))


def _case(view: View, number: str, how: How) -> Iterator[Document]:
    """One student's file; its name carries a digest, since file names are seen by everybody."""
    data = case.build(view, number, how.history(number)) if number else None
    if data is not None:
        digest = hashlib.sha256(f"{view.campaign.id}{number}".encode()).hexdigest()[:8]
        yield Document(campaign_name(view, f"责任认定单_{digest}", ".xlsx"), data)


def _report(view: View, _unit: str, _: How) -> Iterator[Document]:
    yield Document(campaign_name(view, "核对报告", ".html"), _inert(report.build(view)))


def _inert(text: str) -> bytes:
    """Return a text or page as bytes: it is pasted into chats and read on terminals, so no name in it commands one."""
    return harmless(text).encode()


def _pasted(text: str) -> bytes:
    """Return a text as Windows' Notepad opens it."""
    return _inert(f"{BOM}{text}\n").replace(b"\n", b"\r\n")


def _returning(view: View) -> list[str]:
    """Return the units with live rows, and those of which a file came: one refused, or with nobody in it."""
    return sorted({*view.units(), *(unit for (unit,) in view.files if unit)})


def _told(view: View) -> list[str]:
    """Return the units with live rows that can be written to."""
    return [unit for unit in view.units() if unit != UNKNOWN]


def _received(view: View) -> list[str]:
    """Return the units of which a file came and that can be written to."""
    return [unit for (unit,) in view.files if unit not in {"", UNKNOWN}]


ALL: tuple[Kind, ...] = (
    Kind("corrected", Text("更正表", "Corrected sheet"), _corrected, lambda view: view.units(), on_form=True),
    Kind("returned", Text("退回清单", "Return sheet"), _returned, _returning),
    Kind("omissions", Text("漏报表", "Omission list"), _omissions, lambda view: view.answering(view.omitted)),
    Kind("confirmation", Text("核对确认单", "Confirmation"), _confirmation, _told),
    Kind(
        "pack", Text("上报表", "Site pack"), _pack, lambda view: view.answering(view.expected), on_form=True
    ),
    Kind("handover", Text("移交名单", "Hand-over lists"), _handover, whole=True, on_form=True),
    Kind("circular", Text("通报", "Circular"), _circular, whole=True),
    Kind("record-corrections", Text("学籍信息更正", "Record corrections"), _records, whole=True),
    Kind(
        "reminders", Text("催报", "Reminders"), _reminders, lambda view: sorted({*view.standings} - {UNKNOWN})
    ),
    Kind("receipts", Text("回执", "Receipts"), _receipts, _received),
    Kind("case", Text("责任认定单", "Case file"), _case),
    Kind("report", Text("核对报告", "Report"), _report, whole=True),
)
"""In the order of docs/outputs.md. For ``case`` the units are student numbers."""
BY_CODE: dict[str, Kind] = {kind.code: kind for kind in ALL}
KINDS: tuple[str, ...] = tuple(BY_CODE)
