"""The files of one run that other programs rely on (docs/contract.md, "Files of a run")."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recon import model
from recon.export import circular, csvs, records
from recon.export.atomic import stage
from recon.export.scribes import Scribes
from recon.export.tables import SUMMARY, parquet, parts, table, write_summary
from recon.export.template import complaints
from recon.export.view import View
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.result import Result
    from recon.words import Lang

    Progress = Callable[[int, int, str], object]

MOST_CSV_ROWS = 1_000_000
"""Above this many findings no CSV is written: Excel would cut it at 1,048,576 rows without a word."""
_PLAIN = ("omissions", "surplus", "coverage", "sites")
_UNIT_KINDS = ("corrected", "returned")
_SKIPPED = Text(
    "问题共 {count} 条，超过 {most} 条，未生成 findings.csv；请使用 findings.parquet。",
    "{count} {count:finding|findings}, more than {most}: findings.csv was not written; use findings.parquet.",
)


@dataclass(frozen=True, slots=True)
class Written:
    """What was put into the folder, and what a person must be told about it."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def write_contract_files(
    result: Result,
    out: Path,
    *,
    lang: Lang | None = None,
    progress: Progress | None = None,
    scribes: Scribes | None = None,
) -> Written:
    """Write every file of docs/contract.md, "Files of a run" into ``out``.

    Files that an earlier run put there and this one does not have are removed; nothing else is touched.

    Args:
        result: the run.
        out: a folder; made where there is none.
        lang: language of the sheets' explanations, the result's own by default.
        progress: told (done, total, what) as the unit workbooks are made.
        scribes: processes that help, where they were started while the run was judged; else started as needed.

    Raises:
        OutputError: ``out`` cannot be written; what stood there before is complete.
    """
    view = View(result, lang or result.lang)
    before = _outputs(out)
    with stage(out) as folder:
        notes: list[str] = []

        def whole() -> None:
            """Write what is about no single unit."""
            notes.extend((*_tables(result, folder, view.lang), *complaints(view)))
            (folder / "circular.xlsx").write_bytes(circular.build(view))
            (folder / "record-corrections.xlsx").write_bytes(records.build(view))

        with scribes or Scribes.for_rows(view.result.rows.num_rows) as helpers:
            helpers.write(_UNIT_KINDS, view, folder, progress, meanwhile=whole)
        made = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        summary: dict[str, Any] = {
            **result.summary,
            "notes": [*result.summary.get("notes", ()), *notes],
            "outputs": [*made, SUMMARY],
        }
        write_summary(summary, folder)
    for name in before - set(summary["outputs"]):
        if (out / name).is_file():
            (out / name).unlink()
    return Written(tuple(out / name for name in summary["outputs"]), tuple(notes))


def _tables(result: Result, folder: Path, lang: Lang) -> list[str]:
    """Write the tables; return what must be said about them."""
    findings = table(result, "findings")
    write = parts if result.summary.get("engine") == "spark" else parquet
    write(findings, folder / "findings.parquet")
    write(table(result, "matches"), folder / "matches.parquet")
    for name in _PLAIN:
        csvs.write(table(result, name), folder / f"{name}.csv")
    if findings.num_rows > MOST_CSV_ROWS:
        return [_SKIPPED.say(lang, count=findings.num_rows, most=MOST_CSV_ROWS)]
    csvs.write(findings.select(model.FINDING_COLUMNS), folder / "findings.csv")
    return []


def _outputs(out: Path) -> set[str]:
    """Return what an earlier run wrote here, by its own summary; only plain names below the folder count."""
    try:
        named = json.loads((out / SUMMARY).read_text(encoding="utf-8")).get("outputs", [])
    except (OSError, ValueError, AttributeError):
        return set()
    plain = {name for name in named if isinstance(name, str)}
    return {name for name in plain if not Path(name).is_absolute() and ".." not in Path(name).parts}
