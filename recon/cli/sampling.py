"""``recon sample`` and ``recon score``."""

from __future__ import annotations

import json as jsons
from typing import TYPE_CHECKING

from recon.cli.console import answer, say
from recon.errors import MissingPathError
from recon.words import Text

if TYPE_CHECKING:
    from pathlib import Path

    from recon.words import Lang


def sample(into: Path, *, seed: int, site_count: int, student_count: int, lang: Lang) -> None:
    """Make a synthetic campaign."""
    from recon import sample as samples
    from recon.errors import OutputError

    try:
        samples.make(into, seed=seed, site_count=site_count, student_count=student_count)
    except OSError as error:
        raise OutputError(path=into, reason=type(error).__name__) from None
    say(Text("已生成示例批次：{into}", "The sample campaign is in {into}").say(lang, into=into))


def score(folder: Path, truth: Path, *, json: bool, lang: Lang) -> None:
    """Print recall, precision and proposal accuracy of a result."""
    import pyarrow.parquet as pq

    from recon.score import score as hold

    for path in (folder / "findings.parquet", truth):
        if not path.exists():
            raise MissingPathError(option="DIR / --truth", path=path)
    scored = hold(pq.read_table(folder / "findings.parquet"), jsons.loads(truth.read_text(encoding="utf-8")))
    answer(scored.json() if json else scored.text(lang))
