"""What only a browser shows: clicks on canvases and charts, downloads, the address, and what crosses the wire."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlparse

import openpyxl
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import expect

from recon.fields import PERSONAL
from recon.ui.navigation import PAGES
from recon.workspace import Workspace
from tests.browser.steps import bars, cells, choose, click_middle, click_row, idle, wait_for_cells

if TYPE_CHECKING:
    from tests.browser.conftest import Office

pytestmark = pytest.mark.browser


def query(url: str) -> dict[str, list[str]]:
    return parse_qs(urlparse(url).query)


def test_it_opens_in_chinese_with_a_font_every_office_has(office: Office) -> None:
    page = office.open()
    expect(page.get_by_role("heading", name="总览")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert page.evaluate("document.documentElement.getAttribute('translate')") == "no"
    assert "YaHei" in page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")


def test_the_language_switches_and_stays_in_the_address(office: Office) -> None:
    page = office.open()
    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    idle(page)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    assert query(page.url)["lang"] == ["en"]
    page.reload()
    idle(page)
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_language_goes_along_to_every_page_and_survives_its_address(office: Office) -> None:
    page = office.open("/")
    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    idle(page)
    page.get_by_role("link", name="Findings").first.click()
    idle(page)
    assert query(page.url).get("lang") == ["en"], page.url
    page.goto(page.url)
    idle(page)
    expect(page.get_by_role("heading", name="Findings")).to_be_visible()
    page.goto(f"{office.url}/findings")
    idle(page)
    expect(page.get_by_role("heading", name="问题")).to_be_visible()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_back_and_forward_keep_page_filters_and_language(office: Office, lang: str) -> None:
    confirm, students = {"zh": ("待我确认", "学生"), "en": ("To confirm", "Students")}[lang]
    page = office.open(f"/findings?lang={lang}")
    page.get_by_text(confirm, exact=True).click()
    page.wait_for_url(re.compile("trust=confirm"))
    idle(page)
    page.get_by_role("link", name=students, exact=True).click()
    page.wait_for_url(re.compile("/students"))
    idle(page)
    said = {} if lang == "zh" else {"lang": [lang]}
    filtered = {"state": ["waiting"], "trust": ["confirm"]}
    steps = ((page.go_back, filtered), (page.go_back, {}), (page.go_forward, filtered))
    for go, asked in steps:  # each view is one step, however many filters it has
        go()
        idle(page)
        assert urlparse(page.url).path == "/findings"
        assert query(page.url) == asked | said
    expect(page.get_by_text(confirm, exact=True)).to_be_visible()


def test_back_across_a_change_of_language_leads_to_the_page_before(office: Office) -> None:
    page = office.open("/findings?rule=OM01")
    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    expect(page.get_by_role("heading", name="Findings")).to_be_visible()
    page.get_by_role("link", name="Sites", exact=True).click()
    page.wait_for_url(re.compile("/sites"))
    idle(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Findings")).to_be_visible()
    idle(page)
    assert query(page.url) == {"rule": ["OM01"], "lang": ["en"]}


def test_streamlits_own_words_are_chinese(office: Office) -> None:
    page = office.open("/intake")
    upload = page.get_by_test_id("stFileUploader").first
    expect(upload.locator("button")).to_contain_text("选择文件")
    expect(upload).to_contain_text("每个文件不超过")


@pytest.mark.parametrize("path", ["/findings", "/photos", "/downloads", "/sites", "/campaign"])
def test_what_a_screen_reader_says_is_chinese_too(office: Office, path: str) -> None:
    page = office.open(path)
    if path in {"/findings", "/sites"}:
        click_row(page, 0)
    if path not in {"/downloads", "/campaign"}:
        page.get_by_test_id("stDataFrame").first.hover()
    said = page.evaluate(
        "[...document.querySelectorAll('[aria-label],[title],[placeholder]')]"
        ".flatMap(e => [e.ariaLabel, e.title, e.placeholder]).filter(Boolean)"
    )
    known = re.compile(r"English|Language|Excel|CSV|PNG|JPG|TOML|xlsx|Sheet|[A-Z]{2}\d\d")
    assert said
    assert not sorted({text for text in said if re.search("[A-Za-z]{3}", known.sub("", text))})


def test_a_facet_filters_and_the_counts_follow(office: Office) -> None:
    page = office.open("/findings")
    page.get_by_role("checkbox", name=re.compile("警告")).check()
    idle(page)
    assert query(page.url)["severity"] == ["warning"]
    assert "错误" not in cells(page)
    page.get_by_role("button", name="清除").click()
    idle(page)
    assert "severity" not in query(page.url)


def test_a_deep_link_opens_and_survives_a_reload(office: Office) -> None:
    page = office.open("/findings?trust=confirm&state=waiting&page=2&lang=en")
    expect(page.get_by_role("heading", name="Findings")).to_be_visible()
    first = cells(page)
    page.reload()
    idle(page)
    assert cells(page) == first
    assert query(page.url)["page"] == ["2"]


@pytest.mark.parametrize(("chart", "goal"), [(0, "(students|findings)"), (1, "students"), (3, "sites")])
def test_a_chart_mark_is_a_door(office: Office, chart: int, goal: str) -> None:
    page = office.open(height=2600)
    widest = max(bars(page, chart), key=lambda box: box["width"])
    click_middle(page, widest)
    page.wait_for_url(re.compile(f"/{goal}\\?"))
    idle(page)
    asked = query(page.url)
    assert asked.keys() & {"site_code", "branch", "cohort"}
    assert cells(page)


def test_a_square_of_the_matrix_is_a_door(office: Office) -> None:
    page = office.open(height=1600)
    page.get_by_text("分校 × 年级").click()
    idle(page)
    squares = page.get_by_test_id("stPlotlyChart").first.locator(".scatterlayer .points path")
    squares.first.wait_for(state="attached")
    box = squares.first.bounding_box()
    assert box is not None
    click_middle(page, box)
    page.wait_for_url(re.compile("/students\\?"))
    idle(page)
    assert query(page.url).keys() >= {"branch", "cohort"}


def test_a_chart_has_its_table(office: Office) -> None:
    page = office.open(height=2600)
    page.get_by_text("查看数据表").first.click()
    idle(page)
    assert any("教学点" in cell for cell in cells(page))


def test_a_selection_never_reaches_other_students(office: Office) -> None:
    page = office.open("/findings?trust=confirm&state=waiting")
    click_row(page, 0)
    expect(page.get_by_role("button", name="接受（1）")).to_be_enabled()
    page.get_by_role("button", name="第 2 页").click()
    idle(page)
    expect(page.get_by_role("button", name=re.compile("^接受建议值"))).to_be_disabled()


def test_accept_and_undo(office: Office) -> None:
    page = office.open("/findings?trust=confirm&state=waiting&rule=DF01")
    click_row(page, 0)
    click_row(page, 1)
    page.get_by_role("button", name="接受（2）").click()
    expect(page.get_by_test_id("stToast")).to_contain_text("已记录 2 条")
    with Workspace.open(office.workspace) as place:
        assert len(place.rulings()) == 2
    page = office.open("/findings?state=accept")
    click_row(page, 0)
    page.get_by_role("button", name="撤销处理").click()
    expect(page.get_by_test_id("stToast")).to_contain_text("已撤销 1 条")
    with Workspace.open(office.workspace) as place:
        assert len(place.rulings()) == 1


def test_keeping_needs_a_reason(office: Office) -> None:
    page = office.open("/findings?trust=ask-site&state=waiting")
    click_row(page, 0)
    page.get_by_role("button", name="保留原值").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="确定").click()
    expect(dialog).to_contain_text("请填写理由")
    dialog.get_by_label("理由").fill("已核对证件")
    dialog.get_by_role("button", name="确定").click()
    expect(page.get_by_test_id("stToast")).to_contain_text("已记录 1 条")


def test_a_record_that_is_wrong_is_applied_for_and_followed(office: Office) -> None:
    page = office.open("/findings?rule=MA03&state=waiting")
    click_row(page, 0)
    page.get_by_role("button", name="名单是对的，申请更正学籍").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="确定").click()
    expect(dialog).to_contain_text("请填写依据")
    dialog.get_by_label("依据（证明材料）").fill("身份证复印件")
    dialog.get_by_role("button", name="确定").click()
    expect(page.get_by_test_id("stToast")).to_contain_text("已记录 1 条")
    page = office.open("/findings?rule=MA03&state=correct-record")
    click_row(page, 0)
    for step, then in (("已报总部", "已报总部"), ("总部未批", "")):
        page.get_by_role("button", name="登记办理进度").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_test_id("stSelectbox").get_by_role("combobox").click()
        page.get_by_role("option", name=step).click()
        dialog.get_by_label("备注").fill("总部收文 12 号")
        dialog.get_by_role("button", name="确定").click()
        expect(dialog).to_have_count(0)
        expect(page.get_by_test_id("stToast").last).to_contain_text("已登记 1 项申请的进度")
        if then:
            expect(page.get_by_text(then, exact=True).first).to_be_visible()
    with Workspace.open(office.workspace) as place:
        ((_, steps),) = place.applications().items()
        assert [one.progress for one in steps] == ["drafted", "sent", "refused"]
        assert not [one for one in place.rulings() if one.verdict == "correct-record"]


def test_a_bulk_act_restates_its_number_and_spares_identities(office: Office) -> None:
    page = office.open("/findings?trust=confirm&state=waiting")
    page.get_by_role("button", name=re.compile("对全部")).click()
    page.get_by_text("全部接受建议值").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("一键确认")
    expect(dialog).to_contain_text("姓名、学号或证件号")
    expect(dialog.get_by_role("button", name="确定")).to_be_disabled()


def test_the_pair_marks_what_differs(office: Office) -> None:
    page = office.open("/findings?trust=confirm&state=waiting&rule=MA03")
    click_row(page, 0)
    expect(page.locator(".rc-boxes").first.locator("> span")).to_have_count(18)
    assert page.locator(".rc-boxes del").count() == page.locator(".rc-boxes ins").count() == 1


@pytest.mark.parametrize("path", ["/", *(f"/{name}" for name in PAGES), "/findings?mode=review"])
def test_no_personal_value_crosses_the_wire(office: Office, path: str) -> None:
    page = office.open(path)
    if path in {"/findings", "/students"}:
        click_row(page, 1)
    elif path == "/sites":
        click_row(page, 0)
        page.get_by_role("tab", name="漏报与迟报").click()
        idle(page)
    wire = "\n".join([*office.seen.frames, page.content()])
    assert office.seen.frames
    assert not [value for value in personal(office) if value in wire]


def personal(office: Office) -> set[str]:
    """Return every name and number of a student, as sent and as recorded; those of a site's staff may be shown."""
    with Workspace.open(office.workspace) as place:
        folder = place.latest_run()
    assert folder is not None
    people = pq.read_table(folder / "students.parquet", columns=["student_no", "id_card", "name"])
    values = {value for column in people.columns for value in column.to_pylist()}
    for row in pq.read_table(folder / "findings.parquet").to_pylist():
        if row["field"] in PERSONAL:
            values |= {row["submitted"], row["official"], row["proposal"]}
    staff = " ".join(
        str(v) for row in pq.read_table(folder / "register.parquet").to_pylist() for v in row.values()
    )
    return {value for value in values if len(value) > 2 and value not in staff}


def test_showing_names_needs_a_click_and_is_logged(office: Office) -> None:
    page = office.open("/students")
    page.get_by_role("button", name=re.compile("姓名与号码已隐藏")).click()
    page.get_by_role("button", name="显示", exact=True).click()
    idle(page)
    wait_for_cells(page, lambda found: any(cell.startswith("18640014") for cell in found))
    with Workspace.open(office.workspace) as place:
        assert "reveal" in [entry.act for entry in place.entries()]


def test_a_hostile_name_is_inert(office: Office) -> None:
    page = office.open("/findings")
    page.get_by_role("button", name=re.compile("姓名与号码已隐藏")).click()
    page.get_by_role("button", name="显示", exact=True).click()
    idle(page)
    page.get_by_role("searchbox").or_(page.get_by_placeholder("姓名、学号、教学点…")).first.fill("onerror")
    page.wait_for_timeout(900)
    idle(page)
    click_row(page, 0)
    assert page.locator("img[src=x]").count() == 0
    assert "onerror" not in page.url


def test_a_hostile_file_name_is_inert(office: Office) -> None:
    page = office.open("/intake")
    name = "<img src=x onerror=alert(1)>.xlsx"
    choose(page, [{"name": name, "mimeType": "application/zip", "buffer": b"no"}])
    page.get_by_role("button", name="接收并核对").click()
    expect(page.get_by_test_id("stToast")).to_be_visible()
    assert page.locator("img[src=x]").count() == 0
    with Workspace.open(office.workspace) as place:
        assert len(place.submissions()) == 1


def test_a_download_opens(office: Office) -> None:
    page = office.open("/downloads?site_code=6400101")
    with page.expect_download() as got:
        page.get_by_role("button", name="漏报表", exact=True).click()
    with zipfile.ZipFile(got.value.path()) as both_forms:
        members = both_forms.namelist()
        assert len(members) == 2, got.value.suggested_filename
        book = openpyxl.load_workbook(io.BytesIO(both_forms.read(members[0])))
    assert book.active is not None
    assert any("学号" in str(cell.value) for row in book.active.iter_rows(max_row=8) for cell in row)
    idle(page)
    with page.expect_download() as got:
        page.get_by_role("button", name=re.compile("漏报表（")).click()
    with zipfile.ZipFile(got.value.path()) as bundle:
        assert len(bundle.namelist()) >= 25
    with Workspace.open(office.workspace) as place:
        assert [entry.act for entry in place.entries()].count("download") == 2


def test_dark_is_dark(office: Office) -> None:
    page = office.open(dark=True)
    red, green, blue = page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert max(red, green, blue) < 60


@pytest.mark.parametrize("path", ["/findings", "/students"])
def test_back_turns_the_page_and_its_number(office: Office, path: str) -> None:
    """The number stayed where it was: it told another page than the rows, and could not be clicked."""
    page = office.open(path)
    numbers = page.get_by_test_id("stPagination").locator("button")
    for number in ("2", "3"):
        numbers.filter(has_text=re.compile(f"^{number}$")).click()
        page.wait_for_url(re.compile(f"page={number}"))
        idle(page)
    page.go_back()
    page.wait_for_url(re.compile("page=2"))
    expect(page.get_by_test_id("stPagination").locator("[aria-current=page]")).to_have_text("2")
    idle(page)
    numbers.filter(has_text=re.compile("^3$")).click()
    page.wait_for_url(re.compile("page=3"))
