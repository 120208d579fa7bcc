"""How many mistakes are found, how many alarms are false, how many proposals are right, beside VLOOKUP and Splink.

    python -m benchmarks.quality --peers PYTHON --seed 90417 --seed 271828 --seed 640329 --out docs/quality.md

Each seed grows a campaign of some 10,000 roster rows whose mistakes are known (``recon sample``). Per rule and per
trust the findings are held against that truth (``recon score``); omissions and surplus must be the generator's own.
All three are then asked the same of the same rows: which enrolment is it, which cells are wrong, what belongs there.
PYTHON is that of the environment of ``benchmarks/requirements.lock``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.linking import FIELDS, vlookup
from benchmarks.quality_counts import (
    SERIOUS,
    Told,
    compared_cells,
    count_cells,
    count_links,
    our_cells,
    our_links,
)
from benchmarks.quality_page import Measured, page
from recon.campaign import load
from recon.normalise.folding import fold_value
from recon.pipeline import Inputs, Options, run
from recon.pipeline.gathering.gather import gather
from recon.sample import make
from recon.score import score
from recon.score.tally import Tally
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SITES, STUDENTS = 30, 10_800
"""Grow about 10,000 live roster rows."""


def grow(folder: Path, seed: int) -> Told:
    """Make a campaign and judge it after its deadline."""
    make(folder, seed=seed, site_count=SITES, student_count=STUDENTS)
    truth, expected = (json.loads((folder / f).read_text("utf-8")) for f in ("truth.json", "expected.json"))
    inputs = Inputs(
        campaign=load(folder / "campaign.toml"),
        extracts=tuple(str(path) for path in sorted((folder / "extracts").iterdir())),
        rosters=(folder / "rosters",),
        photos=(folder / "photos.xlsx",),
        planned=(folder / "planned.xlsx",),
        sites=(folder / "sites.csv",),
        submissions=(folder / "submissions.csv",),
    )
    options = Options(as_of=date.fromisoformat(expected["as_of"]["after"]))
    told = Told(folder, run(inputs, options), truth, expected)
    live = [row for row in told.answer.tables["rows"].to_pylist() if row["life"] == "live"]
    told.rows = [{code: row[f"{code}_raw"] for code in FIELDS} | {"form": row["form"]} for row in live]
    told.places = [(row["file"], row["sheet"], row["row"]) for row in live]
    extract = gather(inputs, options).extract.table.to_pylist()
    told.enrolments = [{code: e[f"{code}_raw"] for code in FIELDS} | {"form": e["category"]} for e in extract]
    return told


def exact_lists(told: Told) -> bool:
    """Tell whether omissions and surplus are exactly the generator's."""
    omitted = {
        (o["student_no"], o["site_code"], o["reason"]) for o in told.answer.tables["omissions"].to_pylist()
    }
    surplus = {(s["file"], s["sheet"], s["row"], s["why"]) for s in told.answer.tables["surplus"].to_pylist()}
    expected = told.expected
    return omitted == {tuple(line) for line in expected["omissions"]["after"]} and surplus == {
        (file, sheet, row, why) for file, sheet, row, _, why in expected["surplus"]
    }


def folded(told: Told, lines: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """Return the folded values of both sides, column by column."""
    campaign = told.answer.campaign
    return {
        code: [fold_value(code, line[code], "text", line["form"], campaign)[0] for line in lines]
        for code in FIELDS
    }


def splink_links(told: Told, python: str) -> dict[int, int]:
    """Return row → enrolment by Splink on folded values, which is what its manual asks for."""
    for name, lines, prefix in (("rows", told.rows, "row"), ("enrolments", told.enrolments, "enrolment")):
        table = {code: [v or None for v in values] for code, values in folded(told, lines).items()}
        keys = [f"{prefix} {n}" for n in range(len(lines))]
        pq.write_table(pa.table({"unique_id": keys, **table}), told.folder / f"{name}.parquet")
    subprocess.run([python, str(Path(__file__).with_name("linking.py")), str(told.folder)], check=True)
    links = pq.read_table(told.folder / "links.parquet").to_pylist()
    return {int(line["row"].split()[1]): int(line["enrolment"].split()[1]) for line in links}


def splink_cells(told: Told, links: Mapping[int, int]) -> dict[Any, str]:
    """Compare folded values: who has cleaned both sides takes no synonym for a difference."""
    rows, official = folded(told, told.rows), folded(told, told.enrolments)
    return compared_cells(told, links, lambda code, n, m: rows[code][n] == official[code][m])


def vlookup_cells(told: Told, links: Mapping[int, int]) -> dict[Any, str]:
    """Compare the cells as they stand."""
    return compared_cells(told, links, lambda code, n, m: told.rows[n][code] == told.enrolments[m][code])


def added(into: dict[str, Tally], more: Mapping[str, Tally]) -> None:
    for name, tally in more.items():
        mine = into.setdefault(name, Tally())
        for key, value in vars(tally).items():
            setattr(mine, key, getattr(mine, key) + value)


def measure(measured: Measured, seed: int, python: str) -> None:
    """Judge one seed by all three means."""
    with tempfile.TemporaryDirectory() as name:
        told = grow(Path(name), seed)
        result = score(told.answer.tables["findings"], told.truth)
        for into, more in ((measured.rules, result.rules), (measured.trusts, result.trusts)):
            added(into, more)
        added(measured.total, {"all": result.total})
        exact = exact_lists(told)
        measured.exact &= exact
        measured.seeds.append(f"{seed}: {len(told.rows)} live rows, {result.total.spoils} spoils")
        links = {
            "recon": our_links(told),
            "VLOOKUP": vlookup(told.rows, told.enrolments),
            "Splink": splink_links(told, python) if python else {},
        }
        cells = {
            "recon": our_cells(told),
            "VLOOKUP": vlookup_cells(told, links["VLOOKUP"]),
            "Splink": splink_cells(told, links["Splink"]),
        }
        hints = {"recon": our_cells(told, (*SERIOUS, "info"))}
        for method, count in measured.counts.items():
            count_links(count, told, links[method])
            count_cells(count, told, cells[method], hints.get(method, cells[method]))
        print_seed(seed, result.missed, result.alarms, result.wrong)


def print_seed(seed: int, *gone_wrong: Iterable[Mapping[str, Any]]) -> None:
    """Name what went wrong by its rule, never by a value."""
    named = [
        sorted((line["rule"], line.get("spoil", line["trust"])) for line in lines) for lines in gone_wrong
    ]
    print(f"seed {seed}: missed {named[0]}; alarms {named[1]}; wrong {named[2]}")


def versions(python: str) -> str:
    """Return what was measured: recon at its revision, and the peers."""
    git = shutil.which("git") or "git"
    asked = subprocess.run([git, "rev-parse", "--short", "HEAD"], check=False, capture_output=True, text=True)
    ours = f"recon {version('recon')} at `{asked.stdout.strip() or 'unknown'}`"
    if not python:
        return f"{ours}, without Splink"
    code = "import splink, duckdb; print(f'Splink {splink.__version__} on DuckDB {duckdb.__version__}')"
    said = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
    return f"{ours}, {said.stdout.strip()}"


def reached(measured: Measured) -> bool:
    """Tell whether every number that is wanted was reached."""
    total, trusts, counts = measured.total["all"], measured.trusts, measured.counts
    sure = [trusts[t] for t in (Trust.SAFE, Trust.LIKELY) if t in trusts]
    confirm = trusts.get(Trust.CONFIRM, Tally())
    ours, peers = counts["recon"], [c for name, c in counts.items() if name != "recon" and c.linked]
    return all(
        (
            measured.exact,
            total.found >= 0.99 * total.spoils,
            total.explained >= 0.995 * total.findings,
            all(t.right == t.proposed for t in sure),
            confirm.right >= 0.99 * confirm.proposed,
            all(ours.found > peer.found and ours.linked_right >= peer.linked_right for peer in peers),
        )
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, action="append", required=True)
    parser.add_argument(
        "--peers", default="", help="python of the benchmark environment; empty: without Splink"
    )
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    measured = Measured()
    for seed in options.seed:
        measure(measured, seed, options.peers)
    text = page(measured, versions(options.peers))
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    raise SystemExit(0 if reached(measured) else 1)


if __name__ == "__main__":
    main()
