"""What Spark costs beside DuckDB: the same judgement of the same Parquet on both engines, two cores each.

``python -m benchmarks.crossover 20000 200000 1000000`` prints seconds, processor seconds and the Python process's peak
memory per number of enrolments. On one machine this shows Spark's overhead; a cluster of n times the cores divides the
growing part by up to n, which tells from where on it can pay.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.nation import SCOPE, make
from recon.campaign import Campaign, Scope
from recon.pipeline import Inputs, Options, run
from recon.words import Category


def judge(engine: str, folder: Path) -> dict[str, object]:
    """Judge a nation once; the session starts before the clock."""
    if engine == "spark":
        from recon.engine.spark import session

        session("local[2]", "4g")
    campaign = Campaign("nation", scope={Category.OPEN: Scope(SCOPE)})
    options = Options(engine=engine, threads=2 if engine == "duckdb" else 0, memory="4GB")
    inputs = Inputs(campaign, (str(folder / "extract.parquet"),), (folder / "roster.parquet",))
    started, worked = time.perf_counter(), processor_seconds()
    answer = run(inputs, options)
    seconds, worked = time.perf_counter() - started, processor_seconds() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tables = {name: table.nbytes for name, table in answer.tables.items()}
    return {
        "seconds": round(seconds, 1),
        "processor_seconds": round(worked, 1),
        "peak_mb": round(peak),
        "answer_mb": round(sum(tables.values()) / 1e6),
        "findings": answer.tables["findings"].num_rows,
    }


def processor_seconds() -> float:
    """Return the processor time of this process and of its children that still run, such as Spark's Java."""
    tree, total = {os.getpid()}, 0
    for stat in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda path: int(path.parent.name)):
        with contextlib.suppress(OSError):
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(fields[1]) in tree or int(stat.parent.name) in tree:
                tree.add(int(stat.parent.name))
                total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


def main(sizes: list[int]) -> None:
    """Print one line per size and engine."""
    print("enrolments\tengine\tseconds\tprocessor seconds\tpeak MB\tanswer MB\tfindings")
    for size in sizes:
        with tempfile.TemporaryDirectory() as room:
            make(Path(room), size)
            for engine in ("duckdb", "spark"):
                command = [sys.executable, "-m", "benchmarks.crossover", engine, room]
                done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
                told = json.loads(done.stdout.splitlines()[-1])
                print(size, engine, *told.values(), sep="\t", flush=True)


if __name__ == "__main__":
    if sys.argv[1] in {"duckdb", "spark"}:
        print(json.dumps(judge(sys.argv[1], Path(sys.argv[2]))))
    else:
        main([int(size) for size in sys.argv[1:]])
