"""Whatever a reader does, the parent lives, says why, and reads the next file."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recon.campaign import Limits
from recon.errors import OutputError, ReconError
from recon.intake import Pool, child, opening, read_file, read_paths
from recon.intake import pool as pools
from recon.intake.grid import Grid
from recon.intake.job import Answer, Job
from recon.intake.worker import Worker
from tests.support.books import ooxml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="sends POSIX signals")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the address space is bounded on Linux only")


@pytest.fixture(scope="module")
def slow_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook that takes about a second: a hundred thousand formulas."""
    rows = "".join(f'<row r="{n}">{"<c><f>1</f><v>1</v></c>" * 20}</row>' for n in range(1, 5_001))
    path = tmp_path_factory.mktemp("slow") / "slow.xlsx"
    path.write_bytes(ooxml({"S": f"<sheetData>{rows}</sheetData>"}))
    return path


@pytest.fixture
def good_book(tmp_path: Path) -> Path:
    path = tmp_path / "good.xlsx"
    path.write_bytes(ooxml({"S": '<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'}))
    return path


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(1 << 30)
    yield worker
    worker.stop()


def job(path: Path, **changes: object) -> Job:
    made = Job(str(path), path.name, str(path.parent), pools.bounds(Limits()))
    return replace(made, **changes)  # type: ignore[arg-type]


def reason(reply: object) -> str:
    return str(reply.troubles[0][1]["reason"])  # type: ignore[attr-defined]


def test_a_child_is_reused(worker: Worker, good_book: Path) -> None:
    assert not worker.ask(job(good_book)).refused
    first = worker._process
    assert not worker.ask(job(good_book)).refused
    assert worker._process is first


def test_a_child_that_was_started_beforehand_reads_the_first_file(worker: Worker, good_book: Path) -> None:
    worker.begin()
    first = worker._process
    worker.begin()
    assert not worker.ask(job(good_book)).refused
    assert worker._process is first is not None


def test_a_child_that_died_before_its_first_file_is_replaced(worker: Worker, good_book: Path) -> None:
    worker.begin()
    assert worker._process is not None
    worker._process.kill()
    worker._process.wait()
    assert not worker.ask(job(good_book)).refused


def test_a_pool_starts_the_children_that_are_taken_first_and_ends_them(good_book: Path) -> None:
    with Pool(Limits(), workers=3) as pool:
        pool.begin(0)
        assert [worker._process for worker in pool._all] == [None] * 3
        pool.begin(1)
        started = [worker for worker in pool._all if worker._process is not None]
        assert not pool.ask(job(good_book)).refused
        assert [worker for worker in pool._all if worker._process is not None] == started
        pool.begin(9)
        children = [worker._process for worker in pool._all]
    assert all(child is not None and child.poll() is not None for child in children)


def test_too_long_is_a_reason_and_the_next_file_is_read(
    worker: Worker, slow_book: Path, good_book: Path
) -> None:
    worker.ask(job(good_book))
    start = time.monotonic()
    reply = worker.ask(job(slow_book, bounds=replace(pools.bounds(Limits()), seconds=0.2)))
    assert (reason(reply), reply.troubles[0][1]["seconds"]) == ("timeout", "0.2")
    assert time.monotonic() - start < 5
    assert not worker.ask(job(good_book)).refused


@LINUX
def test_too_much_memory_is_a_reason(tmp_path: Path, good_book: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_bytes(b"a,b\n" * 2_000_000)
    worker = Worker(150 << 20)
    try:
        assert reason(worker.ask(job(path))) == "memory"
        assert not worker.ask(job(good_book)).refused
    finally:
        worker.stop()


@LINUX
@pytest.mark.parametrize("room", [1 << 30, 8 << 30])
def test_a_machine_that_grants_less_memory_than_the_campaign_is_read_on(good_book: Path, room: int) -> None:
    """``ulimit -v`` of a shared server: who may not raise it has less room, and that is all."""
    code = (
        "import resource, sys; from pathlib import Path; from recon.campaign import Limits; from recon import intake\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
        "with intake.Pool(Limits(memory_bytes=int(sys.argv[2])), workers=1) as pool:\n"
        "    print(intake.read_file(Path(sys.argv[1]), pool=pool)[0].verdict)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, good_book, str(room)], capture_output=True, check=False
    )
    assert done.stdout.decode().strip() == "read", done.stderr.decode()


@LINUX
def test_where_the_address_space_cannot_be_bounded_the_child_watches_itself(
    worker: Worker, good_book: Path, slow_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        "import sys; from pathlib import Path; from recon.intake import child, guard\n"
        "held = lambda: int(Path('/proc/self/statm').read_text().split()[1]) * 4096\n"
        "guard.limit_memory = lambda limit: guard.threading.Thread(\n"
        "    target=guard._watch, args=(40 << 20, held), daemon=True).start()\n"
        "sys.argv = ['child', '0']; child.main()"
    )
    start = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda _, **options: start([sys.executable, "-c", script], **options)
    )
    assert not worker.ask(job(good_book)).refused
    assert reason(worker.ask(job(slow_book))) == "memory"


@POSIX
@pytest.mark.parametrize("blow", [signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL])
def test_a_child_that_dies_is_a_reason(
    worker: Worker, slow_book: Path, good_book: Path, blow: signal.Signals
) -> None:
    worker.ask(job(good_book))
    assert worker._process is not None
    threading.Timer(0.1, os.kill, (worker._process.pid, blow)).start()
    assert reason(worker.ask(job(slow_book))) == "crash"
    assert not worker.ask(job(good_book)).refused


@POSIX
def test_a_child_that_died_between_files_costs_nothing(worker: Worker, good_book: Path) -> None:
    worker.ask(job(good_book))
    assert worker._process is not None
    os.kill(worker._process.pid, signal.SIGKILL)
    time.sleep(0.1)
    assert not worker.ask(job(good_book)).refused


@POSIX
def test_a_child_that_hangs_is_killed(worker: Worker, slow_book: Path, good_book: Path) -> None:
    worker.ask(job(good_book))
    assert worker._process is not None
    threading.Timer(0.05, os.kill, (worker._process.pid, signal.SIGSTOP)).start()
    assert (
        reason(worker.ask(job(slow_book, bounds=replace(pools.bounds(Limits()), seconds=1.0)))) == "timeout"
    )


def test_a_child_that_is_just_being_started_is_ended_with_the_others(
    worker: Worker, good_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, made = worker._started, []
    ender = threading.Thread(target=worker.end)

    def slowly() -> subprocess.Popen[bytes]:
        ender.start()
        made.append(start())
        return made[0]

    monkeypatch.setattr(worker, "_started", slowly)
    with contextlib.suppress(RuntimeError, ReconError):
        worker.ask(job(good_book))
    ender.join()
    assert made[0].wait(10) is not None
    with pytest.raises(RuntimeError):
        worker.ask(job(good_book))


def test_a_child_is_spared_until_other_work_is_done() -> None:
    with Pool(Limits(), workers=2) as pool:
        other: Future[None] = Future()
        pool.wait_for(other)
        assert pool._idle.qsize() == 1
        other.set_exception(ValueError())
        assert pool._idle.qsize() == 2
    with Pool(Limits(), workers=1) as pool:
        pool.wait_for(Future())
        assert pool._idle.qsize() == 1


def frame(message: object) -> bytes:
    body = json.dumps(message).encode()
    return len(body).to_bytes(8, "big") + body


HEAD = {**Answer(kind="csv", grids=[Grid("")])._head(), "pieces": 1}
ROWS = {"grid": 0, "numbers": [1], "values": [["a", "b"]], "types": ["tt"]}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff" * 8,
        frame([]),
        frame({}),
        b"\x00" * 7 + b"\x03{{{",
        frame(HEAD),
        frame(HEAD) + frame({**ROWS, "grid": 7}),
        frame(HEAD) + frame({**ROWS, "types": ["t"]}),
        frame(HEAD) + frame({**ROWS, "numbers": []}),
        frame(HEAD) + frame({**ROWS, "values": [["a", 2]]}),
        frame({**HEAD, "refused": True, "pieces": 0}),
        frame({**HEAD, "members": [{"name": 1}], "pieces": "x"}),
    ],
)
def test_nonsense_from_a_child_is_a_crash(
    worker: Worker, good_book: Path, answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A child whose memory was trampled on may send anything; ``{}`` lacks what an answer needs."""
    ready = b"\0" * 7 + b'\x0e{"ready":true}'
    script = f"import sys; o = sys.stdout.buffer; o.write({ready + answer!r}); o.flush(); sys.stdin.read(1)"
    start = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda _, **options: start([sys.executable, "-c", script], **options)
    )
    assert reason(worker.ask(job(good_book))) == "crash"


@pytest.mark.parametrize(
    ("number", "why"),
    [(errno.ENOSPC, "No space left"), (errno.EFBIG, "larger than the disk takes"), (errno.EDQUOT, "quota")],
)
def test_a_full_disk_is_not_blamed_on_the_file(
    good_book: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with Pool(Limits(), workers=1) as pool:
        monkeypatch.setattr(opening, "open_file", full)
        said = child.answer(job(good_book))
        monkeypatch.setattr(Worker, "ask", lambda *_: said)
        with pytest.raises(OutputError, match=why):
            read_file(good_book, pool=pool)


def test_a_child_that_never_starts_is_not_blamed_on_the_file(
    worker: Worker, good_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda _, **options: start([sys.executable, "-c", ""], **options)
    )
    with pytest.raises(ReconError, match="cannot be started"):
        worker.ask(job(good_book))


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOMEM, "Cannot allocate memory"), (errno.EACCES, "no permission")]
)
def test_a_child_the_system_does_not_let_start_is_not_blamed_on_the_file(
    good_book: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """Every roster of a run was called damaged, and its site asked for another."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(subprocess, "Popen", refused)
    with Pool(Limits()) as pool:
        pool.begin(1)
        with pytest.raises(ReconError, match=said):
            pool.ask(job(good_book))


@POSIX
def test_a_crash_is_answered_by_the_other_reader(slow_book: Path) -> None:
    """The pool asks a second time, without the reader that died; the other one may take its time on a busy machine."""
    with Pool(Limits(seconds=60.0), workers=1) as pool:
        worker = pool._all[0]
        asked: list[tuple[str, ...]] = []
        once = worker.ask

        def ask(job: Job) -> object:
            asked.append(job.avoid)
            if not job.avoid:
                assert worker._running()
                threading.Timer(0.1, os.kill, (worker._process.pid, signal.SIGABRT)).start()  # type: ignore[union-attr]
            return once(job)

        worker.ask = ask  # type: ignore[method-assign,assignment]
        (read,) = read_file(slow_book, pool=pool)
    assert (read.verdict, read.sheets[0].cells, asked) == ("read", 100_000, [(), ("calamine",)])


def test_a_child_opens_no_socket_and_starts_no_program() -> None:
    attempts = [
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    ]
    for attempt in attempts:
        script = (
            "from recon.intake import guard; guard.stay_inside()\n"
            f"try:\n    {attempt}\nexcept PermissionError: print('refused')"
        )
        found = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
        )
        assert found.stdout.strip() == "refused"


def test_a_child_ends_with_its_parent(good_book: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path\n"
        "from recon.campaign import Limits; from recon.intake import Pool, read_file\n"
        "pool = Pool(Limits(), workers=1); read_file(Path(sys.argv[1]), pool=pool)\n"
        "print(pool._all[0]._process.pid, flush=True); os._exit(1)"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, good_book],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    child = int(found.stdout)
    for _ in range(50):
        if not _alive(child):
            return
        time.sleep(0.1)
    pytest.fail("the child outlived its parent")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


def test_a_script_without_a_main_guard_may_read(good_book: Path, tmp_path: Path) -> None:
    """Nothing is forked or spawned by multiprocessing, which would run the caller's script again."""
    script = tmp_path / "script.py"
    script.write_text(
        "import sys; from pathlib import Path; from recon.intake import read_paths\n"
        "print([read.verdict for read in read_paths([Path(sys.argv[1])])])\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [sys.executable, script, good_book],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert found.stdout.splitlines() == ["['read']"]


def test_leaving_early_ends_the_children(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number:02}.csv").write_text(f"a,{number}\n", encoding="utf-8")
    reads = read_paths([tmp_path])
    assert next(reads).file == "00.csv"
    before = threading.active_count()
    reads.close()  # type: ignore[attr-defined]
    assert threading.active_count() <= before


def test_half_a_rare_character_reaches_the_parent_as_a_sign_of_doubt(read: Callable[..., object]) -> None:
    """Arrow could not hold it, and the run would die of it far from here."""
    data = b"<html><table><tr><td>&#xD842;x</td></tr></table></html>"
    found = read(data, "a.html")
    assert found.sheets[0].rows[0].values == ("\ufffdx",)  # type: ignore[attr-defined]
