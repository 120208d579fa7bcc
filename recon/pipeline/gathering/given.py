"""Check the arguments of ``recon.reconcile``; a refusal names the argument, what it was and what it takes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
from narwhals.exceptions import NarwhalsError

from recon.campaign import Campaign
from recon.errors import MissingPathError, OptionError, ReconError
from recon.intake.sources import Source
from recon.model import Ruling
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FRAME = Text(
    "{kind} 不是数据表。可用：pandas、Polars、PyArrow、DuckDB、PySpark 的数据表，或路径",
    "{kind} is no dataframe; it takes a pandas, Polars, PyArrow, DuckDB or PySpark frame, or a path",
)
_ONE_ROSTER = Text(
    "{kind} 不是数据表，名单只能给一个。几个文件请给所在的文件夹；几个数据表请合并为一个，"
    "用 file 列写明各行来自哪个文件",
    "{kind} is no dataframe, and only one roster is taken. Give the folder of several files; put several frames "
    "together into one, with a column file that says where each row is from",
)
_PARQUET_ONLY = Text(
    "名单是数据表（或 Parquet）时，这里的路径须为 Parquet 文件或其文件夹。请另存为 Parquet，或名单也给其他文件的路径",
    "beside a roster that is a frame or Parquet, a path must be a Parquet file or a folder of them. Save it as "
    "Parquet, or give the roster as a path of another kind",
)
_PATHS_ALL = Text(
    "名单是路径时，这里也要给路径，得到的是 {kind}；数据表请先存为 Parquet",
    "give a path beside a roster that is a path; {kind} was given. Save a frame as Parquet first",
)
_CAMPAIGN = Text(
    "不能是 {kind}。可用：recon.campaign.Campaign，campaign.toml 的路径，或不给",
    "{kind} was given; it takes a recon.campaign.Campaign, the path of a campaign.toml, or nothing",
)
_RULINGS = Text(
    "不能是 {kind}。请给裁定的列表，每条由 answer.rule(…) 得到",
    "{kind} was given; it takes a list of rulings, each of them from answer.rule(…)",
)
_NO_EXTRACT = Text("没有学籍数据", "there is no extract")
_EMPTY = Text("路径不能为空", "a path must not be empty")
_NOTHING = Text(
    "列表是空的。没有的话，不要给这个参数", "the list is empty; leave the argument out where there is none"
)
_WORDS = Text("不能是 {kind}。请给文字", "{kind} was given; it takes text")


def refused(text: Text, option: str, given: object) -> OptionError:
    """Return the refusal of an argument; of what was given only the kind is told."""
    kind = type(given).__name__
    return OptionError(option=option, reason=text.filled(kind=kind))


def no_frame(option: str, given: object) -> ReconError:
    """Return the refusal of what is neither a frame nor a path that can be read like one."""
    if not isinstance(given, str | Path):
        return refused(
            _ONE_ROSTER if option == "roster" and isinstance(given, list | tuple) else _FRAME, option, given
        )
    if "://" not in str(given) and not Path(given).exists():
        return MissingPathError(option=option, path=given)
    return OptionError(option=option, reason=_PARQUET_ONLY)


def check_roster(given: Any) -> None:
    """Refuse what is no roster before anything else is read: beside it, an extract would be blamed for its kind.

    Raises:
        OptionError: several in a list, or neither frame nor path.
    """
    if not isinstance(given, str | Path) and not is_frame(given):
        raise no_frame("roster", given)


def is_frame(given: Any) -> bool:
    """Tell a frame of any library; nothing of it is read."""
    if isinstance(given, pa.RecordBatch | pa.RecordBatchReader) or hasattr(type(given), "toArrow"):
        return True
    try:
        return hasattr(nw.from_native(given, pass_through=True), "to_native")
    except NarwhalsError:  # a frame, of which something else is told: two columns of one name
        return True


def native(given: Any) -> Any:
    """Return what a caller gave, a frame in Narwhals' wrapping without it; a list likewise."""
    if isinstance(given, list | tuple):
        return [native(one) for one in given]
    return nw.to_native(given, pass_through=True)


def check_not_empty(**given: Any) -> None:
    """Refuse what a search that found nothing, or a variable that was never set, gives in the place of something.

    An empty path would mean the folder one happens to stand in, an empty list a register that knows nobody.

    Raises:
        OptionError: names the argument.
    """
    for name, value in given.items():
        if isinstance(value, list | tuple) and not value:
            raise OptionError(option=name, reason=_NO_EXTRACT if name == "extract" else _NOTHING)
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, str) and not one.strip():
                raise OptionError(option=name, reason=_EMPTY)


def check_campaign(given: Any) -> None:
    """Refuse what is no campaign.

    Raises:
        OptionError: such as a dictionary.
    """
    if not (given is None or isinstance(given, Campaign | str | Path)):
        raise refused(_CAMPAIGN, "campaign", given)


def rulings_by_id(given: Iterable[Ruling]) -> dict[str, Ruling]:
    """Return rulings by the id of their finding.

    Raises:
        OptionError: they are none.
    """
    try:
        rulings = [given] if isinstance(given, str) else list(given)
    except TypeError:
        raise refused(_RULINGS, "rulings", given) from None
    for one in rulings:
        if not isinstance(one, Ruling):
            raise refused(_RULINGS, "rulings", one)
    return {ruling.finding_id: ruling for ruling in rulings}


def check_words(**said: object) -> None:
    """Refuse what is no text.

    Raises:
        OptionError: names the argument.
    """
    for name, one in said.items():
        if not isinstance(one, str):
            raise refused(_WORDS, name, one)


def check_paths(lists: Mapping[str, Any], extracts: Iterable[Any]) -> None:
    """Refuse what is no path beside a roster that is one.

    Raises:
        OptionError: a frame, or something else.
    """
    for name, one in [*lists.items(), *(("extract", one) for one in extracts)]:
        if not (isinstance(one, str | Path | Source) or (one is None and name != "extract")):
            raise refused(_PATHS_ALL, name, one)


def no_table(option: str, error: Exception, file: str = "") -> OptionError:
    """Return what to say of a frame or file that its library cannot read; never what that says, but for its kind."""
    kind = type(error).__name__
    if file:
        reason = Text(
            f"{file} 无法读取（{kind}）：不是 Parquet 文件，或已损坏。请重新导出",
            f"{file} cannot be read ({kind}): it is no Parquet, or is damaged. Export it again",
        )
        return OptionError(option=option, reason=reason)
    return OptionError(
        option=option,
        reason=Text(
            f"数据表无法读取（{kind}）。请先在原程序中打开或算出结果，检查各列的名称和类型",
            f"it cannot be read as a table ({kind}). Open or compute it where it comes from first, and look at its "
            "columns' names and types",
        ),
    )


def garbled(option: str, column: str, file: str = "") -> OptionError:
    """Return the refusal of a column whose values are not what its type says, such as text that is not UTF-8."""
    place = Text(f"{file} 的“{column}”列", f"the column {column} of {file}") if file else None
    place = place or Text(f"“{column}”列", f"its column {column}")
    said = Text(
        f"{place.zh}有损坏的值，或文字不是 UTF-8。请按 UTF-8 重新导出",
        f"{place.en} holds damaged values, or text that is not UTF-8. Export it again, in UTF-8",
    )
    return OptionError(option=option, reason=said)


def check_names(names: Sequence[str], option: str) -> None:
    """Refuse two columns of one name, of which only one would be read.

    Raises:
        OptionError: there are such columns.
    """
    for name, count in Counter(names).items():
        if count > 1:
            raise OptionError(
                option=option, reason=Text(f"有 {count} 列都叫 {name}", f"{count} columns are called {name}")
            )
