"""Corrected and returned sheets of unseen provinces are read back: no row lost, no value changed."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import openpyxl
import pyarrow.compute as pc
import pytest

from recon import campaign, fields, sample
from recon.export import How, own, write
from recon.export.forms import official
from recon.export.lines import changes
from recon.export.view import View
from recon.pipeline import Inputs, Options, run

pytestmark = pytest.mark.nightly
SEEDS = (31961, 31962, 31963)


def judged(folder, rosters, submissions=()):
    """Run the sample of a folder with these rosters."""
    extracts = tuple(str(path) for path in sorted((folder / "extracts").glob("*.xlsx")))
    lists = {name: (folder / f"{name}.xlsx",) for name in ("photos", "planned")}
    asked = campaign.load(folder / "campaign.toml")
    inputs = Inputs(
        asked, extracts, (rosters,), sites=(folder / "sites.csv",), submissions=submissions, **lists
    )
    return run(inputs, Options())


@pytest.fixture(scope="module", params=SEEDS)
def first(request, tmp_path_factory):
    """A province nobody has looked at, judged once."""
    folder = tmp_path_factory.mktemp("province")
    sample.make(folder, seed=request.param, site_count=5, student_count=150)
    return folder, judged(folder, folder / "rosters", (folder / "submissions.csv",))


def values(rows, codes, suffix):
    """Count the rows by their values."""
    columns = (rows[f"{code}{suffix}"].to_pylist() for code in codes)
    return Counter(zip(*columns, strict=True))


def live(result):
    """Live rows."""
    return result.tables["rows"].filter(pc.equal(result.tables["rows"]["life"], "live"))


@pytest.mark.parametrize("form", ["open", "adult"])
def test_a_corrected_sheet_read_back_holds_every_row_as_it_was_made(first, form, tmp_path):
    folder, before = first
    write("corrected", before, tmp_path)
    rows = View(before).live
    left_out = pc.and_(pc.equal(rows["why"], "repeat"), pc.invert(rows["open"]))
    kept = rows.filter(pc.and_(pc.equal(rows["form"], form), pc.invert(left_out)))
    after = judged(folder, tmp_path)
    again = View(after).live
    codes = official(form, before.campaign).columns
    assert values(again.filter(pc.equal(again["form"], form)), codes, "_raw") == values(kept, codes, "_final")
    assert after.tables["changes"].num_rows == 0


def waiting(result):
    """Open rows by their values; a repeat whose twin was corrected is a repeat and no more, so it is left out."""
    rows = live(result)
    chosen = pc.and_(rows["open"], pc.not_equal(rows["why"], "repeat"))
    return values(rows.filter(chosen), ("student_no", "name", "id_card"), "_final")


def finals(result):
    """What each enrolment with a live row stands for, by its number."""
    rows = View(result).live
    rows = rows.filter(pc.not_equal(rows["why"], "repeat"))
    names = ("enrol_id", *(f"{code}_final" for code in ("student_no", "name", "id_card", "major")))
    return Counter(zip(*(rows[name].to_pylist() for name in names), strict=True))


def test_a_copy_of_the_sites_own_workbook_holds_every_row_as_it_was_corrected(first, tmp_path):
    folder, before = first
    told, originals = [], folder / "rosters"
    how = How(
        layout="own",
        originals=lambda file, _: (originals / file).read_bytes() if "!/" not in file else None,
        tell=told.append,
    )
    paths = write("corrected", before, tmp_path, how=how)
    copies = [path for path in paths if "原表样" in path.name]
    assert len(copies) >= 3
    assert all("无法沿用原表" in said for said in told)
    assert finals(judged(folder, tmp_path)) == finals(before)


def test_a_copy_keeps_the_looks_of_every_cell_that_was_not_changed(first, tmp_path):
    folder, before = first
    originals = folder / "rosters"
    for file in View(before).live["file"].unique().to_pylist():
        if not file.endswith(".xlsx") or "!/" in file:
            continue
        unit = View(before).live.filter(pc.equal(View(before).live["file"], file))["unit"][0].as_py()
        made = [one for one in changes(before.tables["changes"]) if one.file == file]
        data = (originals / file).read_bytes()
        copied = own.copy(View(before), (unit, "open"), data, made)
        if copied.data:
            assert looks(copied.data, made) == looks(data, made)


def looks(data, made):
    """The fonts, fills, borders and widths of a workbook's own sheets, but for the changed cells."""
    changed = {(one.sheet, one.cell) for one in made}
    book = openpyxl.load_workbook(BytesIO(data))
    return {
        (sheet.title, cell.coordinate): repr((cell.font, cell.fill, cell.border, cell.alignment))
        for sheet in book
        if not sheet.title.startswith("更正说明")
        for row in sheet.iter_rows()
        for cell in row
        if cell.has_style and (sheet.title, cell.coordinate) not in changed
    }


def test_what_waits_is_submitted_and_not_clean_when_read_back(first, tmp_path):
    folder, before = first
    write("corrected", before, tmp_path)
    assert waiting(judged(folder, tmp_path)) == waiting(before)


def test_a_returned_sheet_read_back_holds_every_row_as_it_was_sent(first, tmp_path):
    folder, before = first
    paths = write("returned", before, tmp_path)
    view = View(before)
    sent: Counter[tuple[str, ...]] = Counter()
    for unit, form in view.rows:
        if any(
            path.name.startswith(f"{unit}_") and official(form, before.campaign).name.zh in path.name
            for path in paths
        ):
            sent += values(view.rows.get(unit, form), fields.CODES, "_raw")
    again = live(judged(folder, tmp_path))
    assert values(again, fields.CODES, "_raw") == sent
