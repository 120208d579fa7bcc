"""Reading in the tests: one pool of children for all of them, as in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.campaign import Limits
from recon.intake import Pool, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from recon.model import FileRead


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    with Pool(Limits(), workers=2) as pool:
        yield pool


@pytest.fixture
def read_all(pool: Pool, tmp_path: Path) -> Callable[..., list[FileRead]]:
    """Write bytes under a name and read them and everything inside."""

    def reading(data: bytes, name: str, **options: object) -> list[FileRead]:
        path = tmp_path / name
        path.write_bytes(data)
        return read_file(path, pool=pool, **options)  # type: ignore[arg-type]

    return reading


@pytest.fixture
def read(read_all: Callable[..., list[FileRead]]) -> Callable[..., FileRead]:
    """Write bytes under a name and read them: the file itself."""

    def reading(data: bytes, name: str = "a.xlsx", **options: object) -> FileRead:
        return read_all(data, name, **options)[0]

    return reading
