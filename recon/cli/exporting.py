"""``recon export``: files from the newest run of a workspace, or from the folder of one run."""

from __future__ import annotations

import getpass
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from recon.cli.console import answer, progress, say, text_of
from recon.cli.known import check_unit
from recon.errors import OptionError, WorkspaceError
from recon.sites import UNKNOWN
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.export import How
    from recon.result import Result
    from recon.words import Lang
    from recon.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of one ``recon export``."""

    kinds: tuple[str, ...]
    workspace: Path
    units: tuple[str, ...]
    student: str
    layout: str
    password_file: Path | None
    out: Path | None
    lang: Lang


_NO_RUN = Text(
    "还没有核对结果。请先运行 recon workspace judge（数据已导入）或 recon run --workspace",
    "there is no result yet; first run recon workspace judge (what is taken in) or recon run --workspace",
)


_RESULT = Text(
    "这是 recon run --out 写出的结果文件夹，不是工作区。请用 recon run --workspace 工作区 重新核对，再从该工作区导出",
    "this is a result that recon run --out wrote, not a workspace; run recon run --workspace DIR, then export from DIR",
)
_NOTHING = Text("没有需要生成的内容。", "There is nothing to write.")
_NOBODY = Text("学籍和名单中都没有这个学号", "neither the record nor a roster has this student number")
_WHO = Text("请用 --student 给出学号", "name the student with --student")


def export(asked: Asked) -> None:
    """Write the files and print their paths, one per line."""
    from recon import export as exports

    _check_kinds(asked.kinds, exports.KINDS)
    layout = _layout(asked.layout)
    _refuse_idle(asked)
    folder = run_folder(asked.workspace)
    result = exports.open_run(folder)
    _check_units(result, asked.units)
    password = _password(asked.password_file)
    with progress(asked.lang) as tell, _how(asked, layout) as how:
        made_as = replace(how, password=password, progress=lambda done, total, _: tell("write", done, total))
        made = {
            kind: exports.write(
                kind,
                result,
                asked.out or Path(),
                units=(asked.student,) if kind == "case" else asked.units,
                lang=asked.lang,
                how=made_as,
            )
            for kind in asked.kinds
        }
    paths = [path for files in made.values() for path in files]
    for path in paths:
        answer(str(path))
    if "case" in made and not made["case"]:
        raise OptionError(option="--student", reason=_NOBODY)
    if not paths:
        say(_NOTHING.say(asked.lang))


def _check_kinds(asked: Sequence[str], known: Sequence[str]) -> None:
    for kind in asked:
        if kind not in known:
            zh, en = "、".join(known), ", ".join(known)
            raise OptionError(
                option="KIND", reason=Text(f"没有 {kind}；可用：{zh}", f"no {kind}; one of {en}")
            )


def _refuse_idle(asked: Asked) -> None:
    """Refuse an option that none of the kinds asked for would use, and a case file of nobody."""
    idle = [
        ("--student", bool(asked.student), ("case",)),
        ("--layout", asked.layout != "official", ("corrected",)),
    ]
    if "case" in asked.kinds and not asked.student:
        raise OptionError(option="--student", reason=_WHO)
    for option, given, kinds in idle:
        if given and not set(kinds) & set(asked.kinds):
            words = " / ".join(kinds)
            raise OptionError(option=option, reason=Text(f"只用于 {words}", f"is for {words} only"))


def _check_units(result: Result, units: Sequence[str]) -> None:
    """Refuse a code that is no site's, no branch's and no file's: nothing would be written, as if there were no need.

    Raises:
        OptionError: nobody is called so.
    """
    register = result.tables["register"]
    known = {UNKNOWN, *result.tables["files"]["unit"].to_pylist()}
    for name in ("site_code", "branch_code", "reports_through"):
        known.update(register[name].to_pylist())
    for unit in units:
        check_unit(unit, known - {""}, "--unit")


def _layout(word: str) -> str:
    if word not in {"official", "own"}:
        raise OptionError(
            option="--layout", reason=Text(f"“{word}”应为 official 或 own", f"'{word}': give official or own")
        )
    return word


def _password(path: Path | None) -> str:
    """Return the first line of a password file, empty without one.

    Raises:
        OptionError: there is nothing on that line; the workbooks would go out without a password.
    """
    if path is None:
        return ""
    password = text_of(path, "--password-file").partition("\n")[0].strip("\r")
    if not password.strip():
        reason = Text(
            f"{path.name} 的第一行没有密码", f"there is no password on the first line of {path.name}"
        )
        raise OptionError(option="--password-file", reason=reason)
    return password


@contextmanager
def _how(asked: Asked, layout: str) -> Iterator[How]:
    """Yield how the files are made: with the office's memory and told in its log; the folder of a bare run has none."""
    from recon.export import How
    from recon.workspace import Workspace

    if not Workspace.exists(asked.workspace):
        yield How(layout=layout, tell=say)
        return
    from recon.pipeline.giving import how

    with Workspace.open(asked.workspace) as opened:
        _log(opened, asked)
        yield how(opened, layout=layout, tell=say)


def _log(opened: Workspace, asked: Asked) -> None:
    """Tell in the log who had which papers made, before they are, as the dashboard does of each download."""
    student = {"student": asked.student} if asked.student else {}
    for kind in asked.kinds:
        for unit in asked.units or ("",):
            opened.log("download", actor=getpass.getuser(), what=kind, unit=unit, **student)


def run_folder(workspace: Path) -> Path:
    """Return the folder of a workspace's newest run; a run's own folder is taken as it is."""
    from recon.workspace import Workspace

    if (workspace / "findings.parquet").exists():
        if not (workspace / "files.parquet").exists():
            raise WorkspaceError(path=workspace, reason=_RESULT)
        return workspace
    with Workspace.open(workspace) as opened:
        folder = opened.latest_run()
    if folder is None:
        raise WorkspaceError(path=workspace, reason=_NO_RUN)
    return folder
