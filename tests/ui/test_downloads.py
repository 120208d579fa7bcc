"""Files made when somebody asks: what their buttons say, which version they hold, and those the worker makes."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import openpyxl
import pytest

from recon.pipeline import giving
from recon.ui import background, counting, outputs
from recon.ui.i18n import t
from recon.worker import do
from recon.worker.exporting import export
from recon.workspace import Workspace
from tests.ui.synthetic import CAMPAIGN
from tests.ui.test_pages import opened, submit

if TYPE_CHECKING:
    from pathlib import Path

    from recon.ui.store import Run


def test_downloads_are_callables_and_never_lie_at_an_address(office: Path) -> None:
    at = opened("downloads", site_code="6400101")
    live = [button for button in at.download_button if not button.disabled]
    assert live
    assert all(button.proto.deferred_file_id and not button.proto.url for button in live)


def test_who_comes_from_a_site_there_is_nothing_of_is_not_handed_anothers_files(office: Path) -> None:
    at = opened("downloads", site_code="9999999")
    assert at.selectbox(key="downloads.unit").value is None
    assert t("downloads.none") in [box.value for box in at.info]
    assert not [button for button in at.download_button if str(button.key).startswith("downloads.one.")]


def test_a_download_counts_the_units_its_zip_holds(run: Run) -> None:
    for kind in outputs.BY_SITE:
        named = {name.split("_")[0] for name in names_in(outputs.of_all(run, kind, 1).make())}
        assert counting.in_zip(run, kind) == len(named), kind
    asked = outputs.sites_with(run, "reminders")
    assert 0 < (counting.in_zip(run, "reminders") or 0) < len(asked), "clean sites are reminded of nothing"


def test_the_sheets_of_one_branch_are_one_download(office: Path, run: Run) -> None:
    branch = run.branch_of[outputs.sites_with(run, "corrected")[0]]
    mine = outputs.sites_with(run, "corrected", branch)
    assert 0 < len(mine) < len(outputs.sites_with(run, "corrected"))
    at = opened("downloads")
    at.selectbox(key="downloads.branch").set_value(branch).run()
    label = next(b.label for b in at.download_button if b.key == "downloads.all.corrected")
    assert label == t("downloads.zip", title=outputs.title("corrected"), n=len(mine))
    ready = outputs.of_all(run, "corrected", len(mine), outputs.Wish(branch=branch))
    assert branch in ready.name
    assert {name.split("_")[0] for name in names_in(ready.make())} == set(mine)
    submit(at, t("downloads.background_go"))
    with Workspace.open(office) as place:
        assert [job.payload["units"] for job in place.jobs.open()] == [mine]
        background._ask(run, place, "corrected", outputs.Wish(branch="没有的分校"))
        assert len(place.jobs.open()) == 1, "no unit would mean every unit"


def names_in(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        return bundle.namelist()


def test_many_units_are_counted_beside_the_page(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = [counting.in_zip(run, kind) for kind in counting.SPARSE]
    run._memo.clear()
    monkeypatch.setattr(counting, "AT_ONCE", 0)
    with ThreadPoolExecutor(1) as aside:
        monkeypatch.setattr(counting, "_ASIDE", aside)
        first = [counting.in_zip(run, kind) for kind in counting.SPARSE]
    assert [counting.in_zip(run, kind) for kind in counting.SPARSE] == at_once
    assert all(count is None or count == known for count, known in zip(first, at_once, strict=True))


def test_the_page_shows_the_numbers_when_they_are_there(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "AT_ONCE", 0)
    with ThreadPoolExecutor(1) as aside:
        monkeypatch.setattr(counting, "_ASIDE", aside)
        opened("downloads")
    at = opened("downloads")
    counted = [button.label for button in at.download_button if "个单位）" in button.label]
    assert len(counted) == len(outputs.BY_SITE)


def test_the_worker_makes_what_takes_long_and_the_page_offers_it(office: Path) -> None:
    at = opened("downloads")
    at.selectbox(key="downloads.kind").set_value("confirmation")
    submit(at, t("downloads.background_go"))
    assert not at.exception
    with Workspace.open(office) as place:
        claim = place.jobs.claim("test:1")
        assert claim is not None
        assert claim.job.payload["kind"] == "confirmation"
        do(place, claim, {"export": export}, lambda: True)
    at = opened("downloads")
    bundle = next(b for b in at.download_button if (b.key or "").startswith("downloads.job."))
    assert "核对确认单" in bundle.label
    assert not bundle.disabled


def made_in_the_background(office: Path, branch: str) -> None:
    """Ask for a branch's sheets on the page, and let a worker make them."""
    at = opened("downloads")
    at.selectbox(key="downloads.branch").set_value(branch).run()
    submit(at, t("downloads.background_go"))
    with Workspace.open(office) as place:
        claim = place.jobs.claim("test:1")
        assert claim is not None
        do(place, claim, {"export": export}, lambda: True)


def bundles(run: Run, place: Workspace) -> list[tuple[str, outputs.Ready]]:
    return [(background._title(job), background._bundle(run, job)) for job in background._made(place)]


def test_what_was_made_of_a_branch_is_called_by_it(office: Path, run: Run) -> None:
    """The zip of one branch was called the one of all, and its button said nothing of a branch."""
    branch = run.branch_of[outputs.sites_with(run, "corrected")[0]]
    made_in_the_background(office, branch)
    with Workspace.open(office) as place:
        [(label, ready)] = bundles(run, place)
    assert branch in label
    assert branch in ready.name
    assert "全部" not in ready.name


def test_what_was_made_of_a_campaign_is_not_offered_in_the_next(office: Path, run: Run) -> None:
    """Last year's sheets were downloads of this year's page, under this year's name."""
    made_in_the_background(office, "")
    with Workspace.open(office) as place:
        assert bundles(run, place)
        before = place.campaign().id
        place.save_campaign(CAMPAIGN.replace(before, "next"), actor="tester")
        assert not bundles(run, place)
        place.save_campaign(CAMPAIGN, actor="tester")
        assert bundles(run, place), "whoever goes back finds it again"


def test_a_site_is_given_what_it_is_counted_among(office: Path, run: Run) -> None:
    """A site that had sent nothing was given a receipt of no file, while the zip of all counted it out."""
    for kind in outputs.BY_SITE:
        of = set(outputs.sites_with(run, kind))
        for unit in run.site_names:
            assert unit in of or outputs.of_site(run, kind, unit) is None, (kind, unit)


def frozen_twice(place: Workspace) -> None:
    """Freeze, let one more student go, freeze again."""
    place.freeze_handover(actor="tester")
    waits = next(row for row in place.handover_now().to_pylist() if row["status"] != "handed")
    place.admit_to_handover(waits["student_no"], actor="tester", reason="学籍科同意")
    place.freeze_handover(actor="tester")


def test_any_frozen_version_can_be_downloaded_again(office: Path, run: Run) -> None:
    with Workspace.open(office) as place:
        frozen_twice(place)
    at = opened("handover")
    which = at.selectbox(key="handover.which")
    assert which.options == ["第 2 版", "第 1 版", t("handover.as_now")]
    assert which.value == 2
    which.set_value(1).run()
    assert not at.exception


def numbers_in(data: bytes, name: str) -> set[str]:
    """Every value of the workbooks of a zip that are called so."""
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        books = [openpyxl.load_workbook(io.BytesIO(bundle.read(n))) for n in bundle.namelist() if name in n]
    return {str(cell) for book in books for sheet in book for row in sheet.values for cell in row}


def test_who_was_let_go_goes_before_a_version_is_frozen_too(office: Path, run: Run) -> None:
    """The page counted him as ready, and the list for the photographer had him among those who wait."""
    with Workspace.open(office) as place:
        waits = next(row for row in place.handover_now().to_pylist() if row["status"] != "handed")
        number = waits["student_no"]
        before = outputs.of_province(run, "handover").make()
        assert number in numbers_in(before, "待定名单")
        place.admit_to_handover(number, actor="tester", reason="学籍科同意")
    after = outputs.of_province(run, "handover").make()
    assert number in numbers_in(after, "移交名单")
    assert number not in numbers_in(after, "待定名单")


@pytest.mark.parametrize(("version", "said"), [(1, "第1版"), (2, "第2版"), (giving.NOW, "")])
def test_the_download_holds_the_version_asked_for(office: Path, run: Run, version: int, said: str) -> None:
    with Workspace.open(office) as place:
        frozen_twice(place)
    ready = outputs.of_province(run, "handover", outputs.Wish(version=version))
    lists = [name for name in names_in(ready.make()) if name.startswith("移交名单") or "移交名单_" in name]
    assert lists
    assert all(("版" in name) == bool(said) and said in name for name in lists)
    assert said in ready.name
