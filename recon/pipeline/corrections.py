"""The applications to correct records in a workspace: which there are by the newest run, and how far each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow.parquet as pq

from recon import fields
from recon.applications import TITLES, TOLD
from recon.errors import OptionError
from recon.export import open_run
from recon.export.record_lines import Line, lines
from recon.export.view import View
from recon.words import Text, listed, listing

if TYPE_CHECKING:
    from recon.words import Lang
    from recon.workspace import Workspace

_NO_STEP = Text("“{step}”不是办理进度。可用：{known}", "there is no step '{step}'; one of: {known}")
_NO_FIELD = Text("“{field}”不是项目代码。可用：{known}", "there is no field '{field}'; one of: {known}")
_NOBODY = Text(
    "学籍信息更正名单上没有这一项。请先用 recon workspace record-corrections 查看名单",
    "it is not on the record-correction list; look at the list first: recon workspace record-corrections",
)


class Asked(NamedTuple):
    """One application, as a person names it."""

    student_no: str
    field: str


def of(workspace: Workspace, lang: Lang) -> list[Line]:
    """Return the applications by the newest run, those done with behind the others; none where nothing has run."""
    run = workspace.latest_run()
    return lines(View(open_run(run), lang), workspace.applications()) if run else []


def advance(workspace: Workspace, asked: Asked, step: str, *, actor: str, remark: str = "") -> None:
    """Keep a step of an application that is on the list.

    Raises:
        OptionError: no such step or field, or no such application.
    """
    if step not in TOLD:
        raise OptionError(option="--step", reason=_NO_STEP.filled(step=step, known=_known()))
    if asked.field not in fields.ANY_BY_CODE:
        known = listed(sorted(fields.ANY_BY_CODE))
        raise OptionError(option="--field", reason=_NO_FIELD.filled(field=asked.field, known=known))
    if asked not in {(line.student_no, line.field) for line in of(workspace, "zh")}:
        raise OptionError(option="--student", reason=_NOBODY)
    ids = _findings(workspace, asked)
    workspace.advance([asked], step, actor=actor, remark=remark, finding_ids=ids)


def _known() -> Text:
    return Text(
        listing([f"{code} {TITLES[code].zh}" for code in TOLD], "zh"),
        listing([f"{code} ({TITLES[code].en})" for code in TOLD], "en"),
    )


def _findings(workspace: Workspace, asked: Asked) -> list[str]:
    """Return the newest run's findings about that field of that student."""
    run = workspace.latest_run()
    wanted = [("student_no", "=", asked.student_no), ("field", "=", asked.field)]
    assert run is not None
    found = pq.read_table(run / "findings.parquet", columns=["finding_id"], filters=wanted)
    return [str(one) for one in found["finding_id"].to_pylist()]
