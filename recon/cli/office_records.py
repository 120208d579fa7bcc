"""``recon workspace record-corrections``: the applications to headquarters, and how far each is."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

from recon.cli.console import answer, guarded, say
from recon.cli.options import Debug, Office, option
from recon.cli.speech import LANG, said
from recon.errors import OptionError
from recon.words import Text

if TYPE_CHECKING:
    import typer

_NONE = Text("没有学籍信息更正。", "There is no record to correct.")
_KEPT = Text("已登记办理进度。", "How far it is has been noted.")
_TOGETHER = Text(
    "登记进度需同时给出 --student、--field 和 --step", "give --student, --field and --step together"
)


def record_corrections(
    folder: Office,
    student: Annotated[str, option("--student", "学号。", "Whose record.", "NO")] = "",
    field: Annotated[
        str, option("--field", "更正项目，如 id_card。", "Which field of it, such as id_card.", "FIELD")
    ] = "",
    step: Annotated[
        str,
        option("--step", "办理进度。", "How far it is.", "drafted|proof|sent|approved|refused"),
    ] = "",
    remark: Annotated[
        str, option("--remark", "备注，如材料、文号。", "Which documents, which letter.", "TEXT")
    ] = "",
    debug: Debug = False,
) -> None:
    """List the applications to correct records; with a student, a field and a step: note how far one is."""
    with guarded(LANG, debug=debug):
        from recon.pipeline import corrections
        from recon.workspace import Workspace

        given = (student, field, step)
        if any((*given, remark)) and not all(given):
            raise OptionError(option="--student / --field / --step", reason=_TOGETHER)
        with Workspace.open(folder) as opened:
            if step:
                asked = corrections.Asked(student, field)
                corrections.advance(opened, asked, step, actor=getpass.getuser(), remark=remark)
                say(_KEPT.say(LANG))
                return
            found = corrections.of(opened, LANG)
        for line in found:
            answer(f"{line.student_no}\t{line.name}\t{line.field}\t{line.state}\t{line.day}".rstrip())
        if not found:
            say(_NONE.say(LANG))


def add_to(office: typer.Typer) -> None:
    """Put the command below ``recon workspace``."""
    told = said("学籍信息更正：名单与办理进度。", "Records to correct, and how far each is.")
    office.command("record-corrections", help=told)(record_corrections)
