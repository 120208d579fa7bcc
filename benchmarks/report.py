"""Run every benchmark one after the other, print their tables, and write docs/benchmarks.md.

    python -m benchmarks.report --peers BENCH_PYTHON [--quick] [--only national growth] [--out docs/benchmarks.md]

``--quick`` takes a tenth of the rows, to see within minutes that everything still runs. A benchmark that misses a
number ends with 1, and so does this; the page says so.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import machine
from recon.campaign.clock import today

ROOT = Path(__file__).parents[1]
HEAD = """# Benchmarks

Written by `make bench`; ✓ and ✗ stand against the numbers the project has set itself. Every contender runs alone in a
child process on the same data; seconds are the wall clock's, "CPU s" those of all cores, memory is the child's peak.
On a machine with other work the clock says little: compare within one table, and look at the CPU seconds.

{date} · {machine} · Python {python}
"""


def plan(peers: str, quick: bool) -> dict[str, list[str]]:  # noqa: FBT001 -- one switch of the command line
    """Return each benchmark's command: those that write a page of their own, then those that print."""
    enrolments = "500000" if quick else "5000000"
    fewer = ("--findings", "50000") if quick else ()
    return {
        "national": ["national.py", "--peers", peers, "--enrolments", enrolments],
        "province": ["province.py", "--peers", peers],
        "growth": ["growth.py", "--millions", *(("0.05", "0.5") if quick else ("0.5", "5", "50"))],
        "dashboard": ["-m", "benchmarks.dashboard", *fewer],
        "first-page": ["-m", "benchmarks.dashboard_start", *fewer],
        "twenty-people": ["-m", "benchmarks.dashboard_load", *fewer],
        "first-run": ["-m", "benchmarks.dashboard_tour"],
        "reading": ["reading.py"],
        "exporting": ["exporting.py"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default=sys.executable)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    commands = plan(options.peers, options.quick)
    with tempfile.TemporaryDirectory() as pages:
        results = {name: _run(name, commands[name], Path(pages)) for name in options.only or commands}
    day = today().isoformat()
    head = HEAD.format(date=day, machine=machine(), python=sys.version.split()[0])
    sections = [text for text, _ in results.values()]
    options.out.write_text("\n\n".join((head.strip(), *sections)) + "\n", encoding="utf-8")
    raise SystemExit(max(status for _, status in results.values()))


def _run(name: str, command: list[str], pages: Path) -> tuple[str, int]:
    """Run one benchmark and return its section of the page and its status."""
    script = command if command[0] == "-m" else [str(ROOT / "benchmarks" / command[0]), *command[1:]]
    own = name in {"national", "province", "growth"}
    done = subprocess.run(
        [sys.executable, *script, *(["--into", str(pages)] if own else [])],
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    print(done.stdout, flush=True)
    page = pages / f"{name}.md"
    if page.exists():
        return page.read_text(encoding="utf-8").strip(), done.returncode
    verdict = "✓" if done.returncode == 0 else "✗"
    return f"## {name.capitalize()} {verdict}\n\n```text\n{done.stdout.strip()}\n```", done.returncode


if __name__ == "__main__":
    main()
