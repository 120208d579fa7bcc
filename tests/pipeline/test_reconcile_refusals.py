"""What ``recon.reconcile`` says when it cannot go on: what is wrong, where, what to do, in the caller's own words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import recon
from recon.campaign import Campaign, Scope
from recon.errors import CampaignError, ExtractError, MissingPathError, OptionError, ReconError
from recon.words import Category

if TYPE_CHECKING:
    from pathlib import Path

ROSTER = pd.DataFrame({"学号": ["2018649010001"], "姓名": ["沙丽"]})
EXTRACT = pd.DataFrame(
    {"学号": ["2018649010001"], "姓名": ["沙莉"], "年级": ["2018秋季"], "学籍状态": ["在籍"]}
)
GONE = EXTRACT.assign(学籍状态="毕业")
OTHER_YEAR = Campaign(id="x", scope={Category.OPEN: Scope(cohorts=("2019春季",))})
TEXTS = {
    "scope": '[campaign]\nid = "x"\n[scope.open]\ncohorts = ["2019春季"]\n',
    "rules.NO99": '[campaign]\nid = "x"\n[rules]\nNO99 = "off"\n',
    "campaign.titel": '[campaign]\nid = "x"\ntitel = "x"\n',
}


def refused(
    kind: type[ReconError], roster: Any = ROSTER, extract: Any = EXTRACT, **given: Any
) -> tuple[str, str]:
    with pytest.raises(kind) as told:
        recon.reconcile(roster, extract, **given)
    return told.value.say("zh"), told.value.say("en")


def on_disk(folder: Path) -> tuple[Path, Path]:
    """The same frames as files."""
    paths = folder / "roster.csv", folder / "extract.csv"
    for frame, path in zip((ROSTER, EXTRACT), paths, strict=True):
        frame.to_csv(path, index=False)
    return paths


@pytest.mark.parametrize("where", TEXTS)
@pytest.mark.parametrize("given_as", ["frames", "paths"])
def test_a_campaign_is_named_as_its_file_is(where: str, given_as: str, tmp_path: Path) -> None:
    mine = tmp_path / "我的批次.toml"
    mine.write_text(TEXTS[where], encoding="utf-8")
    given = on_disk(tmp_path) if given_as == "paths" else (ROSTER, EXTRACT)
    for said in refused(CampaignError, *given, campaign=mine):
        assert f" {mine.name} " in said
        assert where in said
        assert str(tmp_path) not in said
        assert "campaign.toml" not in said


@pytest.mark.parametrize("campaign", [OTHER_YEAR, replace(OTHER_YEAR, rules={"NO99": "off"})])
def test_a_campaign_that_is_no_file_is_blamed_as_none(campaign: Campaign) -> None:
    zh, en = refused(CampaignError, campaign=campaign)
    assert zh.startswith("采集批次设置有误")
    assert en.startswith("The campaign is wrong at ")
    assert "toml" not in zh + en


def test_a_scope_of_nobody_says_whose_scope_it_is() -> None:
    adult = Campaign(id="x", scope={Category.ADULT: Scope()})
    zh, en = refused(CampaignError, campaign=adult)
    assert "（成人教育）" in zh
    assert "(Adult education)" in en


def test_without_a_campaign_it_is_the_extract_that_has_nobody_due(tmp_path: Path) -> None:
    path = tmp_path / "gone.csv"
    GONE.to_csv(path, index=False)
    for given in ((ROSTER, GONE), (on_disk(tmp_path)[0], path)):
        zh, en = refused(ExtractError, *given)
        assert "学籍状态" in zh
        assert "未给出采集批次" in zh
        assert "without a campaign" in en
        assert "campaign.toml" not in zh + en


@pytest.mark.parametrize("given_as", ["frames", "paths"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("engine", "dukdb"),
        ("memory", "lots"),
        ("threads", -1),
        ("threads", "many"),
        ("threads", 10**9),
        ("lang", "fr"),
    ],
)
def test_a_parameter_is_named_with_what_was_given(
    name: str, value: object, given_as: str, tmp_path: Path
) -> None:
    given = on_disk(tmp_path) if given_as == "paths" else (ROSTER, EXTRACT)
    zh, en = refused(OptionError, *given, **{name: value})
    assert f" {name} " in zh
    assert f"“{value}”" in zh
    assert en.startswith(f"{name} cannot be used")
    assert f"'{value}'" in en
    assert "--" not in zh + en


@pytest.mark.parametrize("given_as", ["frames", "paths"])
@pytest.mark.parametrize(
    ("given", "name", "why"),
    [
        ({"engine": "pandas", "memory": "2GB"}, "memory", "duckdb / spark"),
        ({"engine": "polars", "memory": "2GB"}, "memory", "duckdb / spark"),
        ({"engine": "polars", "threads": 2}, "threads", "duckdb"),
        ({"engine": "duckdb", "memory": "255MB"}, "memory", "256MB"),
    ],
)
def test_a_bound_without_effect_is_refused_as_on_the_command_line(
    given: dict[str, Any], name: str, why: str, given_as: str, tmp_path: Path
) -> None:
    files = on_disk(tmp_path) if given_as == "paths" else (ROSTER, EXTRACT)
    zh, en = refused(OptionError, *files, **given)
    assert en.startswith(f"{name} cannot be used")
    for said in (zh, en):
        assert why in said
        assert "--" not in said


def test_the_engine_that_a_frame_chose_is_named() -> None:
    zh, en = refused(OptionError, memory="2GB")
    assert "此处的引擎是 pandas" in zh
    assert "this one is pandas" in en


def test_a_path_that_is_not_there_is_told_by_the_parameter(tmp_path: Path) -> None:
    roster, extract = on_disk(tmp_path)
    none = tmp_path / "nothing.csv"
    for name, given in (
        ("roster", (none, extract)),
        ("extract", (roster, none)),
        ("campaign", (roster, extract, none)),
    ):
        with pytest.raises(MissingPathError, match=f"^{name}: ") as told:
            recon.reconcile(*given)
        assert str(none) in told.value.say("zh")


def test_an_extract_whose_columns_have_other_names_is_told_what_was_found_and_what_is_accepted() -> None:
    extract = pd.DataFrame({"编号": ["1"], "2018649010001": ["x"], **{f"c{n}": ["x"] for n in range(12)}})
    zh, en = refused(ExtractError, extract=extract)
    assert "现有列：编号、…、c0、" in zh
    assert "“学号”列可写作 学号、student_no、" in zh
    assert "columns found: 编号, …, c0, " in en
    assert "Student number may be called 学号, student_no, " in en
    assert "c9…" in zh
    assert "c10" not in zh + en
    assert "2018649010001" not in zh + en


def test_the_column_that_is_missing_is_the_one_that_is_named() -> None:
    zh, en = refused(ExtractError, extract=EXTRACT[["学号"]])
    assert "缺少“姓名”列（现有列：学号；" in zh
    assert "Name may be called 姓名, name, " in en
    own = Campaign(
        id="x", headers={"cohort": ("入学批",)}, scope={Category.OPEN: Scope(cohorts=("2018秋季",))}
    )
    zh, en = refused(ExtractError, extract=EXTRACT[["学号", "姓名"]], campaign=own)
    assert "“年级”列可写作 入学批、年级、" in zh
    assert "missing: Cohort (columns found: 学号, 姓名; " in en


@pytest.mark.parametrize("name", ["photos", "planned", "sites"])
def test_a_list_whose_columns_have_other_names_is_told_likewise(name: str) -> None:
    zh, en = refused(ExtractError, **{name: pd.DataFrame({"编号": ["1"]})})
    assert "现有列：编号" in zh
    assert "may be called" in en


def test_a_roster_whose_columns_have_other_names_is_told_likewise() -> None:
    zh, en = refused(OptionError, pd.DataFrame({"编号": ["1"], "姓名": ["x"]}))
    assert "现有列：编号、姓名" in zh
    assert "ID number may be called 身份证号, id_card" in en


@pytest.mark.parametrize("names", [("学号", "姓名"), ("student_no", "name")])
def test_numbers_and_names_are_an_extract_where_no_more_is_asked(names: tuple[str, str]) -> None:
    """Without a campaign and without a status column everybody is due (docs/contract.md, "The library")."""
    extract = pd.DataFrame({names[0]: ["2018649010001", "2018649010002"], names[1]: ["沙莉", "李四"]})
    answer = recon.reconcile(ROSTER, extract)
    assert set(answer.findings["rule"]) == {"DF01", "OM01"}
    assert answer.coverage["due"].astype(int).sum() == 2


WRONG_KINDS: list[tuple[str, Any, str, str]] = [
    ("campaign", {"id": "x"}, "dict", "campaign.toml"),
    ("campaign", ROSTER, "DataFrame", "campaign.toml"),
    ("roster", [ROSTER, ROSTER], "list", "file"),
    ("roster", None, "NoneType", "pandas"),
    ("extract", {"学号": ["1"]}, "dict", "pandas"),
    ("extract", [5], "int", "pandas"),
    ("photos", 5, "int", "pandas"),
    ("planned", [5], "int", "pandas"),
    ("sites", {1}, "set", "pandas"),
    ("rulings", [{"finding_id": "x"}], "dict", "answer.rule"),
    ("rulings", 5, "int", "answer.rule"),
    ("rulings", "x", "str", "answer.rule"),
    ("rulings", None, "NoneType", "answer.rule"),
]


@pytest.mark.parametrize(("name", "value", "kind", "takes"), WRONG_KINDS)
def test_an_argument_of_another_kind_is_named_with_its_kind_and_what_it_takes(
    name: str, value: Any, kind: str, takes: str
) -> None:
    zh, en = refused(OptionError, **({"roster": ROSTER, "extract": EXTRACT} | {name: value}))
    assert en.startswith(f"{name} cannot be used: ")
    assert f" {name} " in zh
    for said in (zh, en):
        assert kind in said
        assert takes in said
        assert "2018649010001" not in said


def test_paths_beside_a_frame_are_parquet_and_frames_beside_a_path_none(tmp_path: Path) -> None:
    roster, extract = on_disk(tmp_path)
    zh, en = refused(OptionError, ROSTER, extract)
    assert en.startswith("extract cannot be used: ")
    assert "Parquet" in zh
    assert "Parquet" in en
    with pytest.raises(MissingPathError, match=r"^extract: "):
        recon.reconcile(ROSTER, tmp_path / "nothing.csv")
    zh, en = refused(OptionError, roster, EXTRACT)
    assert "DataFrame" in zh
    assert "DataFrame was given" in en
    EXTRACT.to_parquet(tmp_path / "extract.parquet")
    assert len(recon.reconcile(ROSTER, tmp_path / "extract.parquet").findings)


@pytest.mark.parametrize("roster", [None, 5, b"roster.xlsx", {"学号": ["1"]}])
def test_what_is_no_roster_is_blamed_and_not_the_extract_beside_it(roster: Any, tmp_path: Path) -> None:
    for said in refused(OptionError, roster, on_disk(tmp_path)[1]):
        assert "roster" in said
        assert type(roster).__name__ in said


def test_a_folder_is_no_campaign_and_is_not_told_as_missing(tmp_path: Path) -> None:
    for said in refused(CampaignError, campaign=tmp_path):
        assert tmp_path.name in said
        assert "campaign.toml" in said


@pytest.mark.parametrize("folder", ["", " ", 5, None])
def test_the_answer_is_not_written_where_nobody_said(folder: Any, monkeypatch: Any, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OptionError, match="folder"):
        recon.reconcile(ROSTER, EXTRACT).to_excel(folder)
    assert not list(tmp_path.iterdir())


def test_the_file_of_a_folder_that_is_damaged_is_named(tmp_path: Path) -> None:
    EXTRACT.to_parquet(tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and no more")
    for said in refused(OptionError, ROSTER, tmp_path):
        assert "b.parquet" in said


def _spoilt(path: Path, name: str, how: str) -> Path:
    """A Parquet of fifty students that is damaged behind its beginning, where nobody looks before it is judged."""
    people = pd.DataFrame(
        {"学号": [f"20186490{n:05}" for n in range(50)], "姓名": "沙莉", "学籍状态": "在籍"}
    )
    people.to_parquet(path / name, compression="snappy" if how == "page" else None, use_dictionary=False)
    data = bytearray((path / name).read_bytes())
    if how == "page":
        data[100:160] = b"\xff" * 60
    else:
        *_, at = (found.start() for found in list(re.finditer("沙莉".encode(), data))[:20])
        data[at + 1] = 0xFF
    (path / name).write_bytes(data)
    return path / name


@pytest.mark.parametrize("engine", ["duckdb", "polars", "pandas"])
@pytest.mark.parametrize("how", ["page", "text"])
@pytest.mark.parametrize("whose", ["roster", "extract"])
def test_a_parquet_that_is_damaged_inside_is_named_and_not_quoted(
    whose: str, how: str, engine: str, tmp_path: Path
) -> None:
    EXTRACT.to_parquet(sound := tmp_path / "sound.parquet")
    spoilt = _spoilt(tmp_path, "spoilt.parquet", how)
    given = {"roster": sound, "extract": sound} | {whose: spoilt}
    for said in refused(OptionError, **given, engine=engine):
        assert f"{whose} " in said
        assert "spoilt.parquet" in said
        assert "沙" not in said


@pytest.mark.parametrize("kind", ["arrow", "pandas"])
def test_text_of_a_frame_that_is_no_utf_8_is_refused(kind: str) -> None:
    offsets = pa.py_buffer(np.array([0, 3], np.int32))
    garbled = pa.Array.from_buffers(pa.string(), 1, [None, offsets, pa.py_buffer(b"\xc9\xb3\xc0")])
    extract: Any = pa.Table.from_pandas(EXTRACT).set_column(1, "姓名", garbled)
    if kind == "pandas":
        extract = extract.to_pandas(types_mapper=pd.ArrowDtype)
    for said in refused(OptionError, pa.Table.from_pandas(ROSTER), extract):
        assert "extract " in said
        assert "姓名" in said
        assert "UTF-8" in said


@pytest.mark.parametrize("whose", ["roster", "extract"])
def test_words_that_are_kept_once_each_are_text_too(whose: str, tmp_path: Path) -> None:
    """DuckDB's own complaint came through, with the bytes of a name in it."""
    EXTRACT.to_parquet(sound := tmp_path / "sound.parquet")
    raw = pa.array([b"\xc9\xb3\xc0"], pa.binary())
    garbled = pa.Array.from_buffers(pa.string(), 1, raw.buffers())
    words = pa.DictionaryArray.from_arrays(pa.array([0], pa.int32()), garbled)
    pq.write_table(pa.Table.from_pandas(EXTRACT).set_column(1, "姓名", words), tmp_path / "spoilt.parquet")
    given = {"roster": sound, "extract": sound} | {whose: tmp_path / "spoilt.parquet"}
    for said in refused(OptionError, **given):
        assert f"{whose} " in said
        assert "spoilt.parquet" in said
        assert "姓名" in said
        assert "xC9" not in said


def test_two_columns_of_a_relation_that_bear_one_name_are_told_by_it() -> None:
    """A join in DuckDB leaves both sides' columns."""
    with duckdb.connect() as connection:
        roster = connection.sql("SELECT '2018649010001' AS 学号, '沙丽' AS 姓名, '沙莉' AS 姓名")
        for said in refused(OptionError, roster):
            assert "姓名" in said
            assert "2 " in said


def test_a_relation_whose_table_is_gone_is_refused_as_a_frame() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE sent (学号 VARCHAR)")
        roster = connection.table("sent")
        connection.execute("DROP TABLE sent")
        for said in refused(OptionError, roster):
            assert "CatalogException" in said


@pytest.mark.parametrize("kind", ["floats", "floats-among-texts"])
def test_ids_that_a_frame_of_the_school_holds_as_floats_are_refused_as_in_a_workbook(kind: str) -> None:
    ids = {
        "floats": [101010199503050018.0, None],
        "floats-among-texts": [101010199503050018.0, "10101019950305002X"],
    }
    extract = pd.concat([EXTRACT, EXTRACT.assign(学号="2018649010002")]).assign(
        身份证号=pd.Series(ids[kind]).array
    )
    for said in refused(ExtractError, ROSTER, extract):
        assert "身份证号" in said
        assert "15" in said
    whole = extract.assign(身份证号=pd.array([101010199503050018, None], "Int64"))
    assert recon.reconcile(ROSTER, whole).students["id_card"][0] == "101010199503050018"


@pytest.mark.parametrize("name", ["verdict", "value", "reason", "who"])
def test_a_ruling_is_made_of_words(name: str) -> None:
    answer = recon.reconcile(ROSTER, EXTRACT)
    given: dict[str, Any] = {"verdict": "keep", "reason": "x"} | {name: None}
    with pytest.raises(OptionError, match=f"^{name} .*NoneType"):
        answer.rule(answer.findings["finding_id"][0], **given)


def test_a_file_without_a_student_is_no_extract(tmp_path: Path) -> None:
    roster, extract = on_disk(tmp_path)
    EXTRACT.iloc[:0].to_csv(extract, index=False)
    zh, en = refused(ExtractError, roster, extract)
    assert "extract.csv" in zh
    assert "没有任何学生" in zh
    assert "holds no student" in en


@pytest.mark.parametrize("engine", ["duckdb", "polars", "pandas"])
@pytest.mark.parametrize("given_as", ["frame", "parquet"])
def test_a_frame_without_a_student_is_judged_and_told_plainly(
    engine: str, given_as: str, tmp_path: Path
) -> None:
    empty: Any = EXTRACT.iloc[:0]
    if given_as == "parquet":
        empty.to_parquet(tmp_path / "extract.parquet")
        empty = tmp_path / "extract.parquet"
    answer = recon.reconcile(ROSTER, empty, engine=engine, lang="en")
    note, *_ = answer.summary["notes"]
    assert "it holds no student" in note
    assert note in answer._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize("given_as", ["frames", "parquet"])
def test_an_empty_extract_among_others_is_told_with_the_answer(given_as: str, tmp_path: Path) -> None:
    several: list[Any] = [EXTRACT, EXTRACT.iloc[:0]]
    if given_as == "parquet":
        for number, one in enumerate(several):
            one.to_parquet(tmp_path / f"{number}.parquet")
        several = [tmp_path / "0.parquet", tmp_path / "1.parquet"]
    answer = recon.reconcile(ROSTER, several, lang="en")
    assert [one["rows"] for one in answer.summary["extracts"]] == [1, 0]
    note, *_ = answer.summary["notes"]
    assert note.startswith("1.parquet:" if given_as == "parquet" else "extract 2:")
    shown = answer._repr_mimebundle_()
    assert note in shown["text/html"]
    assert note in shown["text/plain"]


@pytest.mark.parametrize("given_as", ["frame", "parquet"])
def test_a_roster_given_as_the_extract_is_told_with_the_answer(given_as: str, tmp_path: Path) -> None:
    roster: Any = EXTRACT.drop(columns="学籍状态").assign(院校代码="51161")
    if given_as == "parquet":
        roster.to_parquet(tmp_path / "extract.parquet")
        roster = tmp_path / "extract.parquet"
    notes = recon.reconcile(ROSTER, roster, lang="en").summary["notes"]
    assert any("looks like a site's roster" in note for note in notes)


@pytest.mark.parametrize("given_as", ["frame", "parquet"])
def test_an_extract_without_the_status_is_told_with_the_answer(given_as: str, tmp_path: Path) -> None:
    extract: Any = EXTRACT.drop(columns="学籍状态")
    if given_as == "parquet":
        extract.to_parquet(tmp_path / "extract.parquet")
        extract = tmp_path / "extract.parquet"
    note, *_ = recon.reconcile(ROSTER, extract, lang="zh").summary["notes"]
    assert "全部计为应报" in note
    assert "全部计为应报" not in "".join(recon.reconcile(ROSTER, EXTRACT).summary["notes"])


@pytest.mark.parametrize("engine", ["duckdb", "polars", "pandas"])
def test_students_in_scope_whose_status_nobody_knows_are_told(engine: str) -> None:
    numbers = [f"20186490100{at:02}" for at in range(6)]
    extract = pd.DataFrame(
        {
            "学号": numbers,
            "姓名": [f"沙莉{at}" for at in "甲乙丙丁戊己"],
            "年级": ["2018秋季"] * 6,
            "学籍状态": ["在籍", "退学", "在读", "在读", None, "1001011999"],
        }
    )
    notes = recon.reconcile(ROSTER, extract, engine=engine, lang="en").summary["notes"]
    (blank,) = [note for note in notes if "without a status" in note]
    (odd,) = [note for note in notes if "no word we know" in note]
    assert "(学籍状态): 1;" in blank
    assert "): 3;" in odd
    assert "(在读)" in odd, "a value with digits may be personal and is not shown"
    known = Campaign(
        id="x",
        scope={Category.OPEN: Scope(cohorts=("2018秋季",), statuses=("在籍", "1001011999"))},
        vocabulary={"status": {"在读": "在籍"}},
    )
    notes = recon.reconcile(ROSTER, extract, known, engine=engine, lang="en").summary["notes"]
    assert not [note for note in notes if "no word we know" in note]


@pytest.mark.parametrize("engine", ["duckdb", "polars", "pandas"])
@pytest.mark.parametrize(
    ("column", "odd"),
    [("年级", "2018级"), ("年级", "201810"), ("年级", ""), ("层次", "开放专科"), ("层次", "")],
)
def test_students_whose_cohort_or_level_nobody_can_read_are_told(engine: str, column: str, odd: str) -> None:
    """They are not due, and nothing said so where their site had not sent them either."""
    words = {"年级": ["2018秋季"] * 5, "层次": ["专科"] * 5}
    words[column] = ["100101199903081232", *[odd] * 3, words[column][0]]
    people = {
        "学号": [f"20186490100{at:02}" for at in range(5)],
        "姓名": [f"沙莉{at}" for at in "甲乙丙丁戊"],
    }
    extract = pd.DataFrame({**people, **words, "学籍状态": ["在籍"] * 5})
    open_scope = Scope(cohorts=("2018秋季",), levels=("专科", "本科"), statuses=("在籍",))
    answer = recon.reconcile(
        ROSTER, extract, Campaign(id="x", scope={Category.OPEN: open_scope}), engine=engine, lang="en"
    )
    assert answer.summary["coverage"]["due"] == 1
    (note,) = [note for note in answer.summary["notes"] if "cannot be read" in note]
    assert f"({odd or 'empty'}): 4;" in note, "a long number may be somebody's and is not shown"
    assert {"年级": "cohort", "层次": "level"}[column] in note


def test_an_extract_of_which_nobody_is_in_scope_is_told_by_its_words() -> None:
    extract = pd.concat([EXTRACT, EXTRACT.assign(学号="2018649010002")]).assign(年级="2018级")
    scope = {Category.OPEN: Scope(cohorts=("2018秋季",))}
    with pytest.raises(CampaignError) as caught:
        recon.reconcile(ROSTER, extract, Campaign(id="x", scope=scope))
    assert "学籍数据写的是：2018级" in caught.value.say("zh")


@pytest.mark.parametrize("engine", ["duckdb", "polars", "pandas"])
@pytest.mark.parametrize(
    ("one", "two"),
    [(("年级", "2018级"), ("入学日期", "2018-09-01")), (("入学年度", "2018"), ("入学学期", "秋季"))],
)
def test_a_frame_with_several_columns_for_the_cohort_is_read_by_what_they_say(
    engine: str, one: tuple[str, str], two: tuple[str, str], tmp_path: Path
) -> None:
    extract = EXTRACT.drop(columns="年级", errors="ignore").assign(**dict((one, two)))
    extract.to_parquet(tmp_path / "e.parquet")
    scope = {Category.OPEN: Scope(cohorts=("2018秋季",))}
    for given in (extract, tmp_path / "e.parquet"):
        answer = recon.reconcile(ROSTER, given, Campaign(id="x", scope=scope), engine=engine)
        assert answer.summary["coverage"]["due"] == 1


@pytest.mark.parametrize("given_as", ["frames", "parquet"])
@pytest.mark.parametrize("order", [1, -1])
def test_a_list_of_ids_beside_the_student_data_is_read(given_as: str, order: int, tmp_path: Path) -> None:
    ids = pd.DataFrame({"学号": EXTRACT["学号"], "姓名": EXTRACT["姓名"], "身份证号": ["100101199903081232"]})
    students = EXTRACT.drop(columns="身份证号", errors="ignore").assign(年级="2018秋季")
    several: list[Any] = [ids, students][::order]
    if given_as == "parquet":
        for number, one in enumerate(several):
            one.to_parquet(tmp_path / f"{number}.parquet")
        several = [tmp_path / "0.parquet", tmp_path / "1.parquet"]
    scope = {Category.OPEN: Scope(cohorts=("2018秋季",))}
    answer = recon.reconcile(
        ROSTER.assign(身份证号="100101199903081249"), several, Campaign(id="x", scope=scope)
    )
    assert answer.summary["coverage"]["due"] == 1
    assert "DF03" in set(answer.findings["rule"])


@pytest.mark.parametrize("given_as", ["frames", "parquet"])
def test_students_of_the_one_extract_that_tells_no_status_are_told(given_as: str, tmp_path: Path) -> None:
    other = EXTRACT.assign(学号="2018649010002").drop(columns="学籍状态")
    several: list[Any] = [EXTRACT, other]
    if given_as == "parquet":
        for number, one in enumerate(several):
            one.to_parquet(tmp_path / f"{number}.parquet")
        several = [tmp_path / "0.parquet", tmp_path / "1.parquet"]
    answer = recon.reconcile(ROSTER, several, lang="zh")
    assert answer.summary["coverage"]["due"] == 1
    (note,) = [note for note in answer.summary["notes"] if "没有学籍状态" in note]
    assert "有 1 名" in note


@pytest.mark.parametrize("day", ["", "2020-05-01"])
def test_a_photo_register_without_a_day_is_told_with_the_answer(day: str) -> None:
    photos = pd.DataFrame({"学号": ROSTER["学号"], "姓名": ["沙莉"], "采集日期": [day]})
    notes = recon.reconcile(ROSTER, EXTRACT, photos=photos, lang="en").summary["notes"]
    assert any("no capture date" in note for note in notes) == (not day)


@pytest.mark.parametrize("name", ["roster", "extract", "campaign", "photos", "submissions"])
def test_an_empty_path_is_not_the_folder_one_stands_in(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    EXTRACT.to_parquet(tmp_path / "lying here.parquet")
    monkeypatch.chdir(tmp_path)
    for empty in ("", " "):
        zh, en = refused(OptionError, **{name: empty})
        assert name in zh
        assert "路径不能为空" in zh
        assert "must not be empty" in en
    assert "extract" in refused(OptionError, extract=[EXTRACT, ""])[0]


@pytest.mark.parametrize("name", ["photos", "planned", "sites"])
@pytest.mark.parametrize("empty", [[], ()])
def test_an_empty_list_is_no_register_of_nobody(name: str, empty: Any) -> None:
    """As a search for files gives it that found none: every student would be one without a photo."""
    zh, en = refused(OptionError, **{name: empty})
    assert f" {name} 无效：列表是空的" in zh
    assert en.startswith(f"{name} cannot be used: the list is empty")


def test_a_table_is_completed_by_name_and_one_there_is_not_names_those_there_are() -> None:
    answer = recon.reconcile(ROSTER, EXTRACT)
    assert {"findings", "coverage", "sites", "explain"} <= set(dir(answer))
    with pytest.raises(AttributeError, match=r"no finding in an answer; its tables: findings, matches"):
        _ = answer.finding
