"""What a busy process does to a workspace; run in processes of their own, some of them killed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pyarrow as pa

from recon.model import Site
from recon.workspace import HANDOVER, StaleRulingError, Workspace, handover, handover_lines, register
from tests.support.runs import empty_line

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def act_until_killed(path: str, turn: int, seed: int, acknowledged: Connection) -> None:
    """Do one thing after another; tell each one only after the workspace has said it is kept."""
    dice = random.Random(seed)
    with Workspace.open(path) as ws:
        number = 0
        while True:
            number += 1
            name = f"{turn:08x}{number:08x}"
            act = dice.choice([_rule, _rule, _receive, _run, _answer, _return, _register, _approve, _freeze])
            acknowledged.send(act(ws, name, dice))


def rule_many_times(path: str, process: int, count: int) -> None:
    """Rule on findings of one's own, and on one that everybody rules on: looking first, as a page does."""
    with Workspace.open(path) as ws:
        for number in range(count):
            ws.rule(f"{process:08x}{number:08x}", "accept", actor=f"p{process}", based_on=0)
        for _ in range(count // 10):
            _rule_on_shared(ws, process)


SHARED = "f" * 16


def _rule_on_shared(ws: Workspace, process: int) -> None:
    while True:
        seen = ws.ruled([SHARED])
        try:
            ws.rule(SHARED, "keep", actor=f"p{process}", based_on=seen[SHARED].version if seen else 0)
        except StaleRulingError:
            continue
        return


def _rule(ws: Workspace, name: str, dice: random.Random) -> tuple[str, str]:
    ws.rule(name, dice.choice(["accept", "keep"]), actor="killed", value="张三", seen_submitted="张叁")
    return "ruling", name


def _receive(ws: Workspace, name: str, dice: random.Random) -> tuple[str, str]:
    data = name.encode() * dice.randint(1, 20_000)
    return "submission", ws.receive(data, f"{name}.xlsx", actor="killed", unit="64003").sha256


def _run(ws: Workspace, name: str, _dice: random.Random) -> tuple[str, str]:
    run = ws.start_run(actor="killed")
    (run.folder / "findings.parquet").write_bytes(name.encode())
    return "run", str(ws.finish_run(run.id, {"rows": 1}))


def _answer(ws: Workspace, name: str, _dice: random.Random) -> tuple[str, str]:
    ws.excuse(name, "缓拍", actor="killed", reason="住院")
    return "answer", name


def _return(ws: Workspace, name: str, _dice: random.Random) -> tuple[str, str]:
    unit = f"{name[:8]}-{name[8:]}"
    ws.return_sheet(unit, "open", actor="killed", findings=1)
    return "return", unit


def _register(ws: Workspace, name: str, _dice: random.Random) -> tuple[str, str]:
    code = f"{name[:8]}-{name[8:]}"
    register.edit(ws.ledger, Site(code), {"contact": "张老师"}, "killed")
    return "site", code


def _approve(ws: Workspace, name: str, dice: random.Random) -> tuple[str, str]:
    picture = b"\x89PNG" + name.encode() * dice.randint(1, 5_000)
    code = f"{name[:8]}-{name[8:]}"
    ws.approve_point(code, picture, "批复.png", actor="killed", approved_on="2020-06-01")
    return "point", code


def _freeze(ws: Workspace, name: str, _dice: random.Random) -> tuple[str, str]:
    table = pa.Table.from_pylist(
        [empty_line(HANDOVER) | {"status": "handed", "student_no": name}], schema=HANDOVER
    )
    draft = handover.Draft(0, "list", table, handover_lines.written(table))
    return "handover", handover.freeze(ws.ledger, ws.vault, draft, actor="killed", reason="").sha256
