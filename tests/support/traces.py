"""Looking for what must not be there: in a file, and in everything packed in it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterator


def unfolded(data: bytes) -> Iterator[bytes]:
    """Yield a file's bytes, and those of everything packed in it."""
    yield data
    if data.startswith(b"PAR1"):
        yield str(pq.read_table(io.BytesIO(data)).to_pydict()).encode()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unfolded(archive.read(name))
