"""What a reader must know of the lists of students: lines nobody can be found by, dates and batches nobody can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from recon.normalise.registers.lists import nameless
from recon.normalise.registers.vocabulary import lexicon
from recon.values.photo_status import without_photo
from recon.words import LANGS, Text, listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pyarrow as pa

    from recon.campaign import Campaign
    from recon.normalise.registers.named import NamedTable

_NO_DAYS = Text(
    "照片采集名单没有一个读得出的拍摄日期：名单中的学生都计为“日期未知”。请确认给的是照片采集名单，并补上拍摄日期。",
    "The photo register has no capture date that can be read: all its students count as of unknown date. See that it "
    "is a photo register, and add the dates.",
)
_NAMELESS = Text(
    "{list}中有 {n} 行没有{key}，无法对应到学生，未计入。请补全后重新导入。",
    "{n} {n:line|lines} of the {list} {n:has|have} no {key} and could not be counted. Fill it in and give the list "
    "again.",
)
_WRONG_DAYS = Text(
    "照片采集名单中有 {n} 个采集日期无法识别，按无日期计。日期请写成 2026-06-17。",
    "{n} capture {n:date|dates} of the photo register cannot be read and {n:counts|count} as unknown. Write dates as "
    "2026-06-17.",
)
_AHEAD = Text(
    "照片采集名单中有 {n} 个采集日期晚于核对当日（{day}），仍按该日期判断照片是否有效。请核对年份。",
    "{n} capture {n:date|dates} of the photo register {n:lies|lie} after the day that is judged on ({day}); the photos "
    "are judged by {n:it|them} all the same. Check the year.",
)
_NO_BATCH = Text(
    "预计毕业名单中有 {n} 人没有写明毕业批次，按年级对应的批次或下一批次计。",
    "The planned list gives no batch for {n} {n:student|students}: their cohort's counts, or the next one.",
)
_ODD_BATCH = Text(
    "预计毕业名单中的毕业批次 {names} 不在批次设置的 [batches] 里（{n} 人），其照片按核对当日判断。"
    "请改正名单，或在设置中补上该批次用图日期。",
    "The planned list names batches the campaign does not have in [batches] ({names}; {n} {n:student|students}): "
    "their photos are "
    "judged as of today. Mend the list, or add the day that batch needs its photos.",
)
_EXPORTED = Text(
    "{name} 有“学籍状态”列、没有“毕业批次”列，像是整份学籍导出：其中在籍的往届学生都计为应报。"
    "如果没有筛选过，请换成预计毕业名单。",
    "{name} has a column 学籍状态 and none of batches, like a whole student export: every earlier student in it who is "
    "在籍 counts as due. If it was not filtered, give the planned-graduates list instead.",
)
_LISTS = {
    "photos": (
        Text("照片采集名单", "photo register"),
        Text("学号和证件号码", "学号 and no ID"),
        ("student_no", "id_card"),
    ),
    "planned": (Text("预计毕业名单", "planned list"), Text("学号", "学号"), ("student_no",)),
}
"""List → what it is called, and what tells whom a line speaks of: in words, and the codes."""
_MOST = 3
_LONGEST = 12
"""A batch is a word; what is longer is something else, and may be personal."""


def notes_of_lists(
    lists: Mapping[str, Sequence[NamedTable]],
    photos: pa.Table | None,
    planned: pa.Table | None,
    campaign: Campaign,
) -> tuple[Text, ...]:
    """Return what has to be said of the registers and lists: of what they say, and of what of them was not read.

    Args:
        lists: the tables as they were read, by the kind of list.
        photos: the photo register, shaped.
        planned: the planned graduates, shaped.
        campaign: header words and batches.
    """
    files = (note for tables in lists.values() for named in tables for note in named.told)
    unnamed = (note for name in _LISTS for note in _incomplete(name, lists.get(name, ()), campaign))
    exported = _exported(lists.get("planned", ()), campaign)
    days = (*_undated(photos), *_misread(photos), *_ahead(photos, campaign))
    return (*files, *unnamed, *days, *exported, *_unbatched(planned, campaign))


def _exported(tables: Sequence[NamedTable], campaign: Campaign) -> Iterator[Text]:
    """Yield a note where a planned list looks like a whole export; one that was filtered from it looks the same."""
    words = lexicon(campaign)
    for named in tables:
        codes = {words.code(column) for column in named.table.column_names}
        if "status" in codes and "batch" not in codes:
            yield _EXPORTED.filled(name=named.name)


def _undated(photos: pa.Table | None) -> tuple[Text, ...]:
    """Return a note where a photo register tells no day of any capture; a list of students passes for one so."""
    told = (
        photos is not None and photos.num_rows and not pc.any(pc.not_equal(photos["captured_on"], "")).as_py()
    )
    return (_NO_DAYS,) if told else ()


def _incomplete(name: str, tables: Sequence[NamedTable], campaign: Campaign) -> tuple[Text, ...]:
    """Return a note about the lines of a list that do not say of whom they speak."""
    called, key, codes = _LISTS[name]
    n = nameless(tables, campaign, codes)
    return (_NAMELESS.filled(list=called, key=key, n=f"{n:,}"),) if n else ()


def _misread(photos: pa.Table | None) -> tuple[Text, ...]:
    """Return a note where some capture dates of a photo register cannot be read."""
    if photos is None:
        return ()
    wrong = pc.and_(pc.equal(photos["captured_on"], ""), pc.not_equal(photos["captured_raw"], ""))
    n = pc.sum(wrong).as_py() or 0
    return (_WRONG_DAYS.filled(n=f"{n:,}"),) if 0 < n < photos.num_rows else ()


def _ahead(photos: pa.Table | None, campaign: Campaign) -> tuple[Text, ...]:
    """Return a note where a capture is dated after the day that is judged on: 2021 typed for 2020 makes it valid."""
    if photos is None or campaign.as_of is None:
        return ()
    day = campaign.as_of.isoformat()
    dated = photos.filter(pc.greater(photos["captured_on"], day))
    n = sum(not without_photo(status) for status in dated["photo_status"].to_pylist())
    return (_AHEAD.filled(n=f"{n:,}", day=day),) if n else ()


def _unbatched(planned: pa.Table | None, campaign: Campaign) -> Iterator[Text]:
    """Yield notes where a planned list gives no batch, or one for which the campaign has no day."""
    if planned is None or not planned.num_rows:
        return
    counts = {row["values"]: row["counts"] for row in pc.value_counts(planned["batch"]).to_pylist()}
    if none := counts.pop("", 0):
        yield _NO_BATCH.filled(n=f"{none:,}")
    odd = {batch: n for batch, n in counts.items() if batch not in campaign.batches}
    if odd and campaign.batches:
        said = sorted(batch for batch in odd if len(batch) <= _LONGEST)
        names = Text(*(listing(said, lang, _MOST) or "…" for lang in LANGS))
        yield _ODD_BATCH.filled(names=names, n=f"{sum(odd.values()):,}")
