from __future__ import annotations

import io
import time
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
import xlsxwriter

from recon import model
from recon.errors import OptionError
from recon.model import Ruling
from recon.result import TABLES
from recon.workspace import HANDOVER, handover, handover_lines, passwords
from recon.workspace.memory import FIRST, STANDBY
from recon.workspace.tables import META
from tests.support.runs import empty_line
from tests.support.traces import unfolded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from recon.workspace import Workspace

PEOPLE = [
    (f"18640014{n:05d}", f"100101199901{n % 28 + 1:02d}{n:03d}X", f"甲{chr(0x4E00 + n)}{chr(0x5E00 + n)}")
    for n in range(60)
]
CANARIES = PEOPLE[::6]
STAY = [person for person in PEOPLE if person not in CANARIES]


def book(people: Iterable[tuple[str, ...]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as written:
        written.set_properties({"created": datetime(2020, 6, 1, tzinfo=UTC)})  # the same bytes every time
        sheet = written.add_worksheet("名单")
        sheet.write_row(0, 0, ("学号", "身份证号", "姓名"))
        for number, person in enumerate(people, 1):
            sheet.write_row(number, 0, person)
    return out.getvalue()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def finished(
    ws: Workspace, files: dict[str, list[tuple[str, ...]]], crowd: list[tuple[str, str, str]] = PEOPLE
) -> Path:
    """Keep the results of a run that read these files."""
    run = ws.start_run(actor="li", inputs={"files": len(files)})
    students = [
        {"enrol_id": n, "student_no": number, "id_card": id_card, "name": name}
        for n, (number, id_card, name) in enumerate(crowd)
    ]
    numbers = {person[0]: n for n, person in enumerate(crowd)}
    rows = [
        {
            "row_id": n,
            "file": file,
            "sheet": "名单",
            "row": row,
            "enrol_id": numbers[person[0]],
            "student_no_raw": person[0],
        }
        | {"name_raw": person[2], "id_card_raw": person[1]}
        for n, (file, row, person) in enumerate(
            (file, row, person) for file, people in files.items() for row, person in enumerate(people, 2)
        )
    ]
    findings = [
        {
            "finding_id": f"{n:016x}",
            "rule": "NA02",
            "student_no": person[0],
            "name": person[2],
            "message": f"与{PEOPLE[0][2]}同号",
        }
        for n, person in enumerate(crowd)
    ]
    for name, lines, schema in (
        ("students", students, model.STUDENTS),
        ("rows", rows, model.ROWS),
        ("findings", findings, model.FINDINGS),
        ("register", [], TABLES["register"]),
    ):
        pq.write_table(pa.Table.from_pylist(lines, schema=schema), run.folder / f"{name}.parquet")
    (run.folder / "returned.zip").write_bytes(zipped(**{"a.xlsx": book(crowd)}))
    (run.folder / "summary.json").write_text('{"rows": 60}\n', encoding="utf-8")
    return ws.finish_run(run.id, {"rows": 60})


def filled(ws: Workspace) -> Workspace:
    """Let the people stand everywhere a workspace can hold them."""
    ws.add_source("extract", book(PEOPLE), "学籍.xlsx", actor="li")
    ws.add_source(
        "photos", "\n".join(",".join(person) for person in PEOPLE).encode("gb18030"), "照片.csv", actor="li"
    )
    first = ws.receive(book(PEOPLE[:30]), "64003/附表1.xlsx", actor="li", unit="64003").file
    named = ws.receive(book(PEOPLE[30:]), f"{CANARIES[0][2]}的名单.xlsx", actor="li", sender="a@b").file
    ws.receive(
        zipped(**{f"{CANARIES[1][2]}.xlsx": book(PEOPLE[:12]), "b.xlsx": book(PEOPLE[12:])}),
        "全部.zip",
        actor="li",
    )
    finished(ws, {first: PEOPLE[:30], named: PEOPLE[30:]})
    for n, (number, id_card, name) in enumerate(PEOPLE):
        values = {"value": name, "seen_submitted": id_card, "reason": f"{name}本人来电"}
        ws.rule(f"{n:016x}", "override", actor="li", student=number, **values)
        ws.excuse(number, "缓拍", actor="li", reason=f"{name}住院")
        ws.note("64003", "call", actor="li", text=f"{name} {number} 已通知")
        ws.log(
            "reveal", actor="li", page="students", reason=f"核对 {name} {id_card}", count=1, student=number
        )
        ws.jobs.enqueue("export", {"kind": "returned", "note": number}, actor="li")
    told_since(ws, first, named)
    exports = ws.path / "exports" / "7"
    exports.mkdir(parents=True)
    (exports / "更正表.xlsx").write_bytes(book(PEOPLE))
    return ws


def told_since(ws: Workspace, first: str, named: str) -> None:
    """Let the people stand in all that release 0.2 keeps: versions, verdicts, sheets, register, caches."""
    lines = [
        {
            "status": "handed",
            "reason": "clean",
            "student_no": number,
            "name_final": name,
            "id_card_final": card,
        }
        for number, card, name in PEOPLE
    ]
    table = pa.Table.from_pylist([empty_line(HANDOVER) | line for line in lines], schema=HANDOVER)
    draft = handover.Draft(1, "list", table, handover_lines.written(table))
    handover.freeze(ws.ledger, ws.vault, draft, actor="li", reason=f"{CANARIES[0][2]}先拍")
    for number, _, name in CANARIES:
        ws.admit_to_handover(number, actor="li", reason=f"{name}本人要求")
    received = {one.file: one for one in ws.submissions()}
    for file in (first, named):
        ws.came([file], "2020-06-01", actor="li", reason=f"{CANARIES[0][2]}转发")
        told = {"file": file, "verdict": "read", "rows": 30, "rules": [["NA02", 1]]}
        ws.keep_verdict(received[file], [told], actor="li")
    ws.return_sheet("64003", actor="li", text=f"{CANARIES[0][2]} {CANARIES[0][0]} 一行退回")
    ws.edit_site("64003", actor="li", responsible=CANARIES[0][2])
    passwords.keep(ws.path, named, "secret")
    for cache in (STANDBY, FIRST):
        (ws.path / cache).mkdir()
        (ws.path / cache / "students.xlsx").write_bytes(book(PEOPLE))


def traces(ws: Workspace, people: list[tuple[str, str, str]]) -> set[str]:
    """Return every value of these people that stands anywhere below the workspace's folder, or in its database."""
    values = [value for person in people for value in person]
    found: set[str] = set()
    for path in ws.path.rglob("*"):
        found |= {value for value in values if value in str(path.relative_to(ws.path))}
        if path.is_file():
            for data in unfolded(path.read_bytes()):
                found |= {
                    value for value in values if value.encode() in data or value.encode("gb18030") in data
                }
    return found | {value for value in values if value in everything_told(ws)}


def everything_told(ws: Workspace) -> str:
    from recon.workspace.tables import METADATA

    with ws.ledger.read() as connection:
        return "\n".join(
            str(row) for table in METADATA.sorted_tables for row in connection.execute(sa.select(table))
        )


def test_people_are_purged_everywhere_and_the_others_stay(ws: Workspace) -> None:
    filled(ws)
    assert traces(ws, CANARIES) == {value for person in CANARIES for value in person}
    before = traces(ws, STAY)
    for number, _, _ in CANARIES:
        purged = ws.purge_person(number, actor="li", reason="本人申请")
        assert purged.lost == 0
        assert purged.originals == 5
        assert purged.results == 1
    assert ws.verify().problems == ()
    assert traces(ws, CANARIES) == set()
    assert traces(ws, STAY) == before
    assert len(ws.rulings()) == len(PEOPLE), (
        "that something was decided stays, what was said about whom does not"
    )
    assert set(ws.excused()) >= {person[0] for person in STAY}
    assert [entry.act for entry in ws.entries(200)].count("purge") >= len(CANARIES)


def test_many_are_purged_at_once(office: Workspace) -> None:
    filled(office)
    before = traces(office, STAY)
    purged = office.purge_people([person[0] for person in CANARIES], actor="li", reason="本人申请")
    assert (purged.originals, purged.lost, purged.results) == (6, 0, 1)
    assert office.verify().problems == ()
    assert traces(office, CANARIES) == set()
    assert traces(office, STAY) == before


@pytest.mark.nightly
def test_five_hundred_people_are_gone_within_a_minute(office: Workspace) -> None:
    crowd = [
        (f"1864002{n:06d}", f"100101199{n % 10}0101{n % 1000:03d}{n // 1000}", f"乙{n}号")
        for n in range(1_500)
    ]
    canaries = crowd[::3]
    files = {}
    for n in range(60):
        held = crowd[n * 25 : n * 25 + 25]
        files[office.receive(book(held), f"{n}/附表1.xlsx", actor="li").file] = held
    office.receive(
        zipped(**{f"{n}.xlsx": book(held) for n, held in enumerate(files.values())}), "全部.zip", actor="li"
    )
    office.add_source("extract", book(crowd), "学籍.xlsx", actor="li")
    finished(office, files, crowd)
    for number, _, name in canaries:
        office.excuse(number, "缓拍", actor="li", reason=f"{name}住院")
    begun = time.monotonic()
    office.purge_people([number for number, _, _ in canaries], actor="li", reason="本人申请")
    seconds = time.monotonic() - begun
    assert traces(office, canaries) == set()
    assert office.verify().problems == ()
    assert seconds < 60


def test_what_is_left_can_be_judged_again(ws: Workspace) -> None:
    filled(ws)
    ws.purge_person(CANARIES[1][0], actor="li", reason="本人申请")
    roster = next(one for one in ws.submissions() if one.file == "64003/附表1.xlsx")
    import openpyxl

    rows = list(
        openpyxl.load_workbook(io.BytesIO(ws.original(roster.sha256).read_bytes())).active.iter_rows(
            values_only=True
        )
    )
    assert rows[PEOPLE.index(CANARIES[1]) + 1] == (None, None, None)
    assert rows[1] == PEOPLE[0]
    assert ws.sources("extract")[0].path.is_file()
    latest = ws.latest_run()
    assert latest is not None
    assert pq.read_table(latest / "students.parquet").num_rows == len(PEOPLE) - 1


def test_the_same_file_received_again_does_not_bring_a_person_back(ws: Workspace) -> None:
    filled(ws)
    ws.purge_person(CANARIES[0][0], actor="li", reason="本人申请")
    again = ws.receive(book(PEOPLE[:30]), "64003/附表1.xlsx", actor="li")
    assert again.again
    assert traces(ws, [CANARIES[0]]) == set()
    assert ws.verify().problems == ()


def test_purging_twice_is_harmless(ws: Workspace) -> None:
    filled(ws)
    ws.purge_person(CANARIES[0][0], actor="li", reason="本人申请")
    again = ws.purge_person(CANARIES[0][0], actor="li", reason="本人申请")
    assert (again.originals, again.results, again.records) == (0, 0, 0)
    assert ws.verify().problems == ()


@pytest.mark.parametrize("stop", ["before", "after"])
def test_a_purge_that_was_stopped_is_finished_later(
    office: Workspace, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    from recon.workspace import purge

    filled(office)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(purge, "_bury" if stop == "before" else "sweep", stopped)
        with pytest.raises(KeyboardInterrupt):
            office.purge_person(CANARIES[0][0], actor="li", reason="本人申请")
    if stop == "before":
        assert office.verify().ok, "nothing was decided yet"
        office.purge_person(CANARIES[0][0], actor="li", reason="本人申请")
    else:
        office.tidy()
    assert office.verify().problems == ()
    assert traces(office, [CANARIES[0]]) == set()


def test_a_campaign_is_purged_and_the_other_stays(ws: Workspace) -> None:
    filled(ws)
    shared = book(PEOPLE)
    ws.save_campaign('[campaign]\nid = "nx-2021"\n', actor="li")
    ws.add_source("extract", shared, "学籍.xlsx", actor="li")
    ws.rule("0" * 16, "keep", actor="li")
    ws.purge_campaign("nx-2020", actor="li", reason="保存期满")
    assert ws.verify().problems == ()
    assert [ruling.verdict for ruling in ws.rulings()] == ["keep"]
    assert ws.sources("extract")[0].path.read_bytes() == shared
    ws.save_campaign('[campaign]\nid = "nx-2020"\n', actor="li")
    assert (ws.submissions(), ws.runs(), ws.rulings(), ws.excused(), ws.diary()) == ([], [], [], {}, [])
    assert not (ws.path / "exports").exists()
    assert sorted(path.name for path in (ws.path / "runs").iterdir()) == []
    ws.purge_campaign("nx-2021", actor="li", reason="保存期满")
    assert traces(ws, PEOPLE) == set()
    assert ws.receive(book(PEOPLE[:30]), "again.xlsx", actor="li").again is False
    assert ws.verify().problems == ()


def test_what_was_said_in_another_campaign_can_still_be_read(ws: Workspace) -> None:
    def looked_at(reason: str) -> None:
        ws.log("reveal", actor="li", page="students", reason=reason, count=1)

    def said() -> list[str | None]:
        return [line.details["reason"] for line in ws.entries(1000) if "reason" in line.details][::-1]

    looked_at("只在去年")
    looked_at("每年都有")
    ws.save_campaign('[campaign]\nid = "nx-2021"\n', actor="li")
    looked_at("每年都有")
    looked_at("只在今年")
    ws.purge_campaign("nx-2020", actor="li", reason="保存期满")
    assert said() == [None, "每年都有", "每年都有", "只在今年", "保存期满"]
    ws.purge_campaign("nx-2021", actor="li", reason="保存期满")  # what is said again is there again
    assert said() == [None, None, None, None, "保存期满", "保存期满"]
    assert ws.verify().problems == ()


@pytest.mark.parametrize("which", ["nx-2002", ""])
def test_a_campaign_there_is_not_is_neither_purged_nor_kept(ws: Workspace, which: str) -> None:
    filled(ws)
    for act in (
        lambda: ws.purge_campaign(which, actor="li", reason="保存期满"),
        lambda: ws.retain("2021-12-31", campaign=which or "nx", actor="li"),
    ):
        with pytest.raises(OptionError, match="nx-2020"):
            act()
    assert traces(ws, PEOPLE)
    assert ws.retentions() == []


@pytest.mark.parametrize("day", ["20211231", "2021-W52-5", "2021-13-01", "31 Dec", ""])
def test_a_day_in_another_spelling_would_never_be_over(ws: Workspace, day: str) -> None:
    with pytest.raises(OptionError, match=r"2020-06-17"):
        ws.retain(day, actor="li")
    ws.retain("2021-12-31", actor="li")
    assert [one.until for one in ws.overdue(date(2022, 1, 1))] == ["2021-12-31"]
    assert ws.overdue(date(2021, 12, 31)) == []


def test_a_purge_behind_the_ledgers_back_is_found(office: Workspace) -> None:
    filled(office)
    with office.ledger.write() as connection:
        connection.execute(sa.text("UPDATE ruling SET value = '' WHERE id = 1"))
        assert connection.scalar(sa.select(sa.func.count()).select_from(META)) == 1
    assert not office.verify().ok


def test_a_ruling_of_a_bulk_is_purged_by_its_student(office: Workspace) -> None:
    number, id_card, name = CANARIES[0]
    office.rule_many(
        [Ruling("a" * 16, "override", value=name, seen_submitted=id_card)],
        actor="li",
        chosen_by={"rule": "NA02"},
        students={"a" * 16: number},
    )
    office.purge_person(number, actor="li", reason="本人申请")
    assert office.rulings()[0].value == "▇▇"
    assert office.verify().ok


def test_a_row_is_looked_for_in_the_files_of_its_own_campaign(ws: Workspace) -> None:
    """Sites send their list under one name every year."""
    damaged, later = [(CANARIES[0][0], "", "")], PEOPLE[1:3]
    mine = ws.receive(book([("1", "", "")]), "附表1.xlsx", actor="li")
    finished(ws, {mine.file: damaged})
    ws.save_campaign('[campaign]\nid = "nx-2021"\n', actor="li")
    theirs = ws.receive(book(later), "附表1.xlsx", actor="li")
    assert mine.file == theirs.file
    kept = finished(ws, {theirs.file: later})
    ws.purge_person(CANARIES[0][0], actor="li", reason="本人申请")
    assert ws.original(theirs.sha256).read_bytes() == book(later)
    assert ws.original(mine.sha256).read_bytes() != book([("1", "", "")])
    assert pq.read_table(kept / "rows.parquet")["student_no_raw"].to_pylist() == [one[0] for one in later]
