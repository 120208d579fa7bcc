"""A real cluster of several processes on one machine: a master, two workers, and an executor killed during the run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from recon.sample import make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [pytest.mark.spark, pytest.mark.nightly]
CONF = Path(__file__).parent / "conf"
EXECUTOR = "CoarseGrainedExecutorBackend"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaign")
    make(folder, seed=7, site_count=6, student_count=400)
    return folder


def command(sample: Path, out: Path, *more: str) -> list[str]:
    extracts = [f"--extract={path}" for path in sorted((sample / "extracts").iterdir())]
    lists = [f"--photos={sample / 'photos.xlsx'}", f"--sites={sample / 'sites.csv'}"]
    given = [f"--campaign={sample / 'campaign.toml'}", f"--rosters={sample / 'rosters'}", f"--out={out}"]
    return [sys.executable, "-m", "recon", "run", *given, *extracts, *lists, "--json", *more]


@pytest.fixture(scope="module")
def reference(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("duckdb")
    assert subprocess.run(command(sample, out), stdout=subprocess.DEVNULL, check=False).returncode == 1
    return out


def started(words: list[str], folder: Path) -> subprocess.Popen[bytes]:
    quick = {"SPARK_CONF_DIR": str(CONF), "SPARK_WORKER_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1"}
    with (folder / "log.txt").open("wb") as log:
        return subprocess.Popen(words, stdout=log, stderr=log, env=os.environ | quick, start_new_session=True)


def below(process: int) -> Iterator[tuple[int, str]]:
    """Yield every process below one, with its command line."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(folder.name))
    waiting = parents.get(process, [])
    while waiting:
        child = waiting.pop()
        waiting += parents.get(child, [])
        try:
            yield (
                child,
                Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"),
            )
        except OSError:
            continue


def executors(process: int) -> list[int]:
    return [child for child, words in below(process) if EXECUTOR in words and "-cp" in words]


def until(found: Callable[[], Any], process: subprocess.Popen[bytes], seconds: float = 900) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if answer := found():
            return answer
        time.sleep(0.2)
    pytest.fail(f"it did not come to pass; the run's status is {process.poll()}")


@pytest.fixture
def cluster_run(sample: Path, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    out, room = tmp_path / "out", tmp_path / "room"
    room.mkdir()
    words = ("--engine=spark", "--master=local-cluster[2,1,1024]", "--memory=1GB")
    process = started(command(sample, out, *words), room)
    yield process, out
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_a_run_on_a_cluster_survives_the_loss_of_an_executor_and_equals_duckdb(
    cluster_run: tuple[subprocess.Popen[bytes], Path], reference: Path
) -> None:
    process, out = cluster_run
    until(lambda: list(out.glob(".spark-*/*.parquet/_SUCCESS")), process)
    before = until(lambda: executors(process.pid), process)
    assert len(before) == 2
    os.kill(before[0], signal.SIGKILL)
    until(lambda: set(executors(process.pid)) - set(before), process)
    assert process.wait(timeout=1800) == 1
    for name in ("findings", "matches"):
        assert (out / f"{name}.parquet").is_dir()
        assert pq.read_table(out / f"{name}.parquet").equals(pq.read_table(reference / f"{name}.parquet"))
    for name in ("coverage.csv", "omissions.csv", "surplus.csv", "sites.csv", "findings.csv"):
        assert (out / name).read_bytes() == (reference / name).read_bytes(), name
    told, expected = (json.loads((f / "summary.json").read_text(encoding="utf-8")) for f in (out, reference))
    for key in ("rows", "files", "findings", "coverage", "sites", "not_asked"):
        assert told[key] == expected[key]
    assert not list(out.glob(".spark-*"))
