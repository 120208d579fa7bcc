"""A table that a child laid down, seen from the parent."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa


def mapped(path: Path) -> pa.Table:
    """Map the table into memory, where the file may go while it is mapped; Windows would keep it, so it is read.

    It is checked whole: a child whose memory a broken file has trampled on may have written anything.

    Raises:
        pyarrow.ArrowInvalid, OSError: what lies there is no table.
    """
    import pyarrow as pa

    with pa.memory_map(str(path)) if os.name == "posix" else pa.OSFile(str(path)) as file:
        table = pa.ipc.open_file(file).read_all()
    table.validate(full=True)
    return table
