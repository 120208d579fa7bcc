"""What a process of ours spares itself, and that a caller's process is left as it is."""

from __future__ import annotations

import gc
import importlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from recon import lean

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

OURS = "from recon import lean; lean.begin(); lean.spare_pandas(); import sys\n"


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_pyarrow_takes_plain_values_without_pandas():
    done = python(
        OURS + "import pyarrow as pa, pyarrow.acero\n"
        "table = pa.table({'a': ['x'], 'n': pa.array([1])}).group_by('a').aggregate([('n', 'sum')])\n"
        "pa.scalar('x'), pa.array([None, 'y'])\n"
        "assert 'pandas' not in sys.modules\n"
        "print(table.to_pydict())"
    )
    assert (done.stdout, done.stderr) == ("{'a': ['x'], 'n_sum': [1]}\n", "")


def test_pandas_is_there_for_whoever_asks():
    done = python(
        OURS + "import pyarrow as pa; frame = pa.table({'a': ['x']}).to_pandas()\n"
        "import pandas as pd; print(type(frame) is pd.DataFrame, pa.Table.from_pandas(frame).to_pydict())"
    )
    assert (done.stdout, done.stderr) == ("True {'a': ['x']}\n", "")


def test_a_callers_process_is_left_as_it_is():
    done = python(
        "import sys; from recon import lean; lean.spare_pandas(); print('pyarrow' in sys.modules, sys.meta_path)"
    )
    assert done.stdout.startswith("False ")
    assert "_NoPandas" not in done.stdout


def test_two_threads_import_a_package_and_its_part(tmp_path, monkeypatch):
    package = tmp_path / "slowly"
    package.mkdir()
    (package / "__init__.py").write_text("import time; time.sleep(0.3); from slowly import part")
    (package / "part.py").write_text("import slowly")
    monkeypatch.syspath_prepend(tmp_path)
    with ThreadPoolExecutor(2) as threads:
        whole = threads.submit(lean.load, "slowly")
        time.sleep(0.1)
        part = threads.submit(lean.load, "slowly.part")
        assert whole.result().part is part.result()


PACKAGES = ("recon", "recon.export", "recon.intake", "recon.normalise", "recon.pipeline")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_is_there_when_it_is_asked_for(package: str) -> None:
    module = importlib.import_module(package)
    assert all(getattr(module, name) is not None for name in module.__all__)


def test_a_name_that_a_package_has_not_is_told_with_the_package() -> None:
    with pytest.raises(AttributeError, match=r"'recon\.intake' has no attribute 'nobody'"):
        importlib.import_module("recon.intake").nobody  # noqa: B018 -- asking is enough


def test_a_process_that_leaves_has_said_everything_and_tidied_up():
    done = python(
        "import atexit, sys; from recon import lean\n"
        "atexit.register(lambda: print('tidied'))\n"
        "print('said'); print('told', file=sys.stderr); lean.leave(3); print('never')"
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "said\ntidied\n", "told\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell there closes nothing")
@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "1>&- 2>&-"])
def test_a_stream_that_was_closed_is_no_failure_and_no_file_takes_its_place(
    tmp_path: Path, closed: str
) -> None:
    code = (
        "import sys; from recon import lean; lean.begin(); kept = open(sys.argv[1], 'w')\n"
        "print('said'); print('told', file=sys.stderr); kept.write('kept'); kept.close(); lean.leave(3)"
    )
    shell = f'exec "$0" -c "$1" "$2" {closed}'
    done = subprocess.run(["sh", "-c", shell, sys.executable, code, tmp_path / "kept"], check=False)
    assert (done.returncode, (tmp_path / "kept").read_text()) == (3, "kept")


def test_a_process_does_not_leave_a_thread_that_is_still_at_work():
    done = python(
        "import threading, time; from recon import lean\n"
        "threading.Thread(target=lambda: (time.sleep(0.3), print('done'))).start(); lean.leave(1)"
    )
    assert (done.returncode, done.stdout) == (1, "done\n")


def test_nothing_is_taken_apart_after_such_a_thread_either():
    """A thread of a library that asked for Python in its last moment aborted a run that was stopped."""
    done = python(
        "import threading, time; from recon import lean\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "class Held:\n    def __del__(self): print('taken apart', flush=True)\n"
        "held, idle = Held(), ThreadPoolExecutor(2); idle.submit(int)\n"
        "idle.submit(lambda: (time.sleep(0.3), print('done'))); lean.leave(1)"
    )
    assert (done.returncode, done.stdout) == (1, "done\n")


def test_cycles_are_looked_for_as_before_afterwards():
    before = gc.get_threshold()
    with lean.seldom_collecting():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before


def test_two_threads_at_once_leave_it_as_it_was():
    before = gc.get_threshold()
    one, other = lean.seldom_collecting(), lean.seldom_collecting()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.get_threshold()[0] > before[0]
    other.__exit__(None, None, None)
    assert gc.get_threshold() == before


@pytest.mark.parametrize("meanwhile", [lean.seldom_collecting, lean.never_collecting])
def test_what_was_made_meanwhile_is_not_looked_through_at_once(
    meanwhile: Callable[[], AbstractContextManager[None]],
):
    looked: list[int] = []
    with meanwhile():
        held = [[number] for number in range(100_000)]
        gc.callbacks.append(
            lambda phase, told: looked.append(told["generation"]) if phase == "stop" else None
        )
    more = [[number] for number in range(500)]  # fewer than Python lets pass by default
    gc.callbacks.pop()
    assert (looked, len(held), len(more)) == ([], 100_000, 500)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_what_another_has_frozen_stays_frozen():
    gc.freeze()
    try:
        with lean.never_collecting():
            pass
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
