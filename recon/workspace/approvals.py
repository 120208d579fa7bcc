"""Written approvals (批复文件), kept as pictures: of a unit in its diary, of a shooting point beside its dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.errors import OptionError
from recon.words import Text

if TYPE_CHECKING:
    from pathlib import Path

    from recon.workspace.vault import Stored, Vault

_MARKS = (b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"GIF8", b"BM", b"RIFF")
"""How a picture (png, jpg, pdf, gif, bmp, webp) begins, whatever its name says."""
_NO_PICTURE = Text(
    "批复文件应为图片（jpg、png、gif、bmp、webp）或 PDF",
    "an approval is a picture (jpg, png, gif, bmp, webp) or a PDF",
)


def store(vault: Vault, picture: Path | bytes) -> Stored:
    """Put a picture into the vault; :func:`recon.workspace.vault.settle` it in the turn that records it.

    Raises:
        OptionError: it is neither a picture nor a PDF.
    """
    if not _head(picture).startswith(_MARKS):
        raise OptionError(option="approval", reason=_NO_PICTURE)
    return vault.store(picture)


def _head(picture: Path | bytes) -> bytes:
    if isinstance(picture, bytes):
        return picture[:8]
    with picture.open("rb") as handle:
        return handle.read(8)
