"""``recon sample`` and ``recon score``."""

from __future__ import annotations

import json as jsons
from typing import TYPE_CHECKING, Any

from recon.cli.console import answer, say, text_of
from recon.errors import MissingPathError, OptionError, writing
from recon.words import Text

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from recon.words import Lang

_ENTRY = {"file", "sheet", "row", "field", "rule", "trust", "right", "needs"}
_NO_TRUTH = Text("这不是 recon sample 生成的 truth.json", "this is no truth.json as recon sample writes it")


def sample(into: Path, *, seed: int, site_count: int, student_count: int, lang: Lang) -> None:
    """Make a synthetic campaign."""
    from recon import sample as samples

    with writing(into):
        samples.make(into, seed=seed, site_count=site_count, student_count=student_count)
    say(Text("已生成示例批次：{into}", "The sample campaign is in {into}").say(lang, into=into))


def score(folder: Path, truth: Path, *, json: bool, lang: Lang) -> None:
    """Print recall, precision and proposal accuracy of a result."""
    from recon.score import draw
    from recon.score import score as hold

    scored = hold(_findings(folder), _truth(truth))
    answer(scored.json() if json else draw(scored, lang))


def _findings(folder: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / "findings.parquet"
    if not path.exists():
        raise MissingPathError(option="DIR", path=path)
    try:
        return pq.read_table(path)
    except pa.ArrowException:
        reason = Text(f"{path} 已损坏，请重新运行 recon run", f"{path} is damaged; run recon run again")
        raise OptionError(option="DIR", reason=reason) from None


def _truth(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a ``truth.json``.

    Raises:
        OptionError: the file is something else.
    """
    try:
        entries = jsons.loads(text_of(path, "--truth"))
    except (ValueError, RecursionError):
        entries = None
    if not isinstance(entries, list) or not all(isinstance(e, dict) and set(e) >= _ENTRY for e in entries):
        raise OptionError(option="--truth", reason=_NO_TRUTH)
    return entries
