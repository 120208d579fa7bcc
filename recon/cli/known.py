"""Hold a name or code that a person typed against those there are: a slip of the pen is told, with what is near it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from recon.errors import OptionError
from recon.words import Text, listed

if TYPE_CHECKING:
    from collections.abc import Collection

_NO_UNIT = Text(
    "没有代码为 {unit} 的单位（相近的有：{near}）", "no unit has the code {unit} (near it: {near})"
)


def check_unit(unit: str, known: Collection[str], option: str) -> None:
    """Refuse a code that no unit has.

    Raises:
        OptionError: names those near it.
    """
    if unit not in known:
        near = listed(get_close_matches(unit, sorted(known), n=3))
        raise OptionError(option=option, reason=_NO_UNIT.filled(unit=unit, near=near))
