"""One file dropped on the office: its verdict, receipt and return sheet within seconds, no other file judged again."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from recon import disk, export, rounds
from recon.engine import open_engine
from recon.errors import OptionError, WorkspaceError
from recon.intake.sources import Source
from recon.pipeline import office
from recon.pipeline.gathering import standby
from recon.pipeline.gathering.gather import gather, gather_rosters
from recon.pipeline.inputs import Options
from recon.pipeline.judging import judge
from recon.pipeline.running import dated
from recon.words import ERRORS, Severity, Text
from recon.workspace import before, durable
from recon.workspace.memory import FIRST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from recon.pipeline.gathering.gather import Gathered
    from recon.pipeline.inputs import Inputs
    from recon.result import Result
    from recon.words import Lang
    from recon.workspace import Received, Workspace
    from recon.workspace.receipts import Receipt

_NO_EXTRACT = Text(
    "工作区里还没有学籍数据。请先用 recon workspace extract-add 加入",
    "it holds no extract yet. Add one with: recon workspace extract-add",
)
_NO_FILE = Text("没有收到过这个文件", "no such file was received")


@dataclass(frozen=True)
class Dropped:
    """What can be told at once about one file (about each member of an archive)."""

    receipts: tuple[Receipt, ...]
    folder: Path
    """Holds the receipt and the return sheet until the next run."""
    files: tuple[Path, ...]
    seconds: float


def judge_one(workspace: Workspace, file: str, *, actor: str, lang: Lang | None = None) -> Dropped:
    """Judge one received file against the extract that is kept ready, and keep the verdict.

    What the other files hold is taken from the newest run: whether this one replaces or adds, whom it would make
    disappear, who was sent by another unit too, and which mended errors it brings back.

    Raises:
        OptionError: no such file was received.
        WorkspaceError: there is no extract yet.
    """
    started = time.perf_counter()
    one = _received(workspace, file)
    options = Options(lang=lang or workspace.campaign().lang)
    of = standby.key(workspace)
    inputs = _inputs(workspace, one, options)
    gathered = _gathered(workspace, of, inputs, options)
    stood = before.of(workspace.run_folders.finished(), one.file)
    folder = workspace.path / FIRST / str(one.id)
    known = office.known_of(workspace, inputs.campaign.as_of)
    # The result's tables are computed lazily, so the engine stays open.
    with open_engine(options.engine) as engine:
        result = judge(inputs.campaign, gathered, known, options, engine)
        said = _said(result)
        told = [_told(line, said, stood) for line in result.files.to_pylist()]
        files = _documents(result, folder, options.lang)
    workspace.keep_verdict(one, told, actor=actor)
    seconds = round(time.perf_counter() - started, 2)
    return Dropped(tuple(workspace.receipts(file=one.file)), folder, files, seconds)


def _received(workspace: Workspace, file: str) -> Received:
    found = next((one for one in workspace.submissions() if file in {one.file, *one.other_names}), None)
    if found is None:
        raise OptionError(option=file, reason=_NO_FILE)
    if not workspace.sources("extract"):
        raise WorkspaceError(path=workspace.path, reason=_NO_EXTRACT)
    return found


def _inputs(workspace: Workspace, one: Received, options: Options) -> Inputs:
    inputs = office.inputs_of(workspace)
    roster = Source(workspace.original(one.sha256), one.file)
    return replace(inputs, campaign=dated(inputs.campaign, options), rosters=(roster,))


def _gathered(workspace: Workspace, of: str, inputs: Inputs, options: Options) -> Gathered:
    """Read the file alone; extracts too only where nothing is kept ready for them."""
    rosters = gather_rosters(inputs, options)
    ready = standby.found(workspace, of, inputs.campaign, rosters)
    if ready is not None:
        return ready
    gathered = gather(inputs, options)
    standby.keep(workspace, gathered, of)
    return gathered


class _Said(NamedTuple):
    """What a judgement says, by file: an archive has hundreds of them."""

    charged: Mapping[str, Sequence[Mapping[str, str]]]
    """Charged findings."""
    late: Mapping[str, int]
    """Late rows."""
    students: Mapping[str, Mapping[tuple[str, str], frozenset[str]]]
    """(unit, form) → its live students."""


def _said(result: Result) -> _Said:
    charged: dict[str, list[dict[str, str]]] = defaultdict(list)
    columns = ["finding_id", "file", "rule", "severity", "charged"]
    for finding in result.findings.select(columns).to_pylist():
        if finding["charged"]:
            charged[finding["file"]].append(finding)
    late = Counter(row["file"] for row in result.rows.select(["file", "late"]).to_pylist() if row["late"])
    return _Said(charged, late, before.by_file({"rows": result.rows, "students": result.students}))


def _told(line: dict[str, Any], said: _Said, stood: before.Before) -> dict[str, Any]:
    """Return what the receipt of one file tells."""
    names = (
        "file",
        "sha256",
        "size",
        "verdict",
        "unit",
        "form",
        "rows",
        "live",
        "superseded",
        "parked",
        "unreadable",
    )
    found = said.charged.get(line["file"], ())
    severities = Counter(f["severity"] for f in found)
    ids = {f["finding_id"] for f in found}
    return {
        **{name: line[name] for name in names},
        **_round(line, said.students.get(line["file"], {}), stood),
        "errors": sum(n for severity, n in severities.items() if severity in ERRORS),
        "warnings": severities[Severity.WARNING.value],
        "infos": severities[Severity.INFO.value],
        "rules": sorted(Counter(f["rule"] for f in found).items()),
        "back": len(ids & stood.mended),
        "still": len(ids & stood.standing.keys()),
        "late": said.late.get(line["file"], 0),
    }


def _round(
    line: dict[str, Any], students: Mapping[tuple[str, str], frozenset[str]], stood: before.Before
) -> dict[str, Any]:
    """Tell how the file is meant beside what its unit has live, as the next run will."""
    place = line["unit"], line["form"]
    mine = students.get(place)
    if not mine:
        return {"kind": "", "disappear": 0, "elsewhere": 0}
    held = stood.students.get(place, frozenset())
    said = line["submission_kind"] if line["submission_kind"] in rounds.KINDS else ""
    sent = [
        rounds.Sent("", *place, "0", "", tuple(sorted(held))),
        rounds.Sent(line["file"], *place, line["received_at"] or "1", said, tuple(sorted(mine))),
    ]
    story = rounds.settle(sent).rounds[-1]
    kind = story.kind if held else "first"
    return {"kind": kind, "disappear": story.disappear, "elsewhere": stood.elsewhere(line["unit"], mine)}


def _documents(result: Result, folder: Path, lang: Lang) -> tuple[Path, ...]:
    """Write receipt and return sheet; a file of nobody known has neither."""
    disk.private_folder(folder)
    paths = [
        path for kind in ("receipts", "returned") for path in export.write(kind, result, folder, lang=lang)
    ]
    durable.sync_tree(folder)
    return tuple(paths)
