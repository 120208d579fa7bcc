"""Tables of Delta Lake: beside the Parquet parts a log tells which of them count no more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from recon.errors import ExtractError
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOG: Final = "_delta_log"
_OUTDATED = Text(
    "这是 Delta 表，文件夹中有 {n} 个文件已被其日志作废（改过或删过的行）。请用原平台把当前数据另存为 Parquet，"
    "再指定该文件夹。",
    "it is a Delta table, whose log has taken back {n} {n:file|files} in it (rows that were changed or deleted). Save "
    "the table as it stands as Parquet on its platform, and give that folder.",
)


def refuse_outdated(folder: Path) -> None:
    """Refuse a Delta table in whose folder lie parts that count no more: their rows would be read as today's.

    Raises:
        ExtractError: a part was removed by the log and is still there, or some of its rows are deleted.
    """
    old: set[str] = set()
    for action in _actions(folder / _LOG):
        added, removed = action.get("add"), action.get("remove")
        if isinstance(removed, dict):
            old.add(unquote(str(removed.get("path"))))
        if isinstance(added, dict):
            path = unquote(str(added.get("path")))
            (old.add if added.get("deletionVector") else old.discard)(path)
    left = [name for name in old if (folder / name).is_file()]
    if left:
        raise ExtractError(path=folder.name, reason=_OUTDATED.filled(n=len(left)))


def _actions(log: Path) -> Iterator[dict[str, object]]:
    """Yield what the log says, in its order; a line that is none is passed over."""
    for file in sorted(log.glob("*.json")) if log.is_dir() else ():
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                action = json.loads(line)
            except ValueError:
                continue
            if isinstance(action, dict):
                yield action
