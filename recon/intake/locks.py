"""Workbooks with a password: Excel's own default, then the one a person told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake.refusal import RefusedError, is_full

if TYPE_CHECKING:
    from recon.intake.job import Job

DEFAULT = "VelvetSweatshop"
"""What Excel uses when only the structure is protected: such a file opens without asking anybody."""


def unlock(job: Job) -> Path:
    """Decrypt a workbook into the job's folder.

    Raises:
        RefusedError: FI02, no known password opens it, or its encryption is unknown.
    """
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    target = Path(job.into) / "unlocked"
    for password in filter(None, (DEFAULT, job.password)):
        try:
            with Path(job.path).open("rb") as locked, target.open("wb") as opened:
                book = msoffcrypto.OfficeFile(locked)
                _load_key(book, password)
                book.decrypt(opened)
        except (InvalidKeyError, DecryptionError):
            continue
        except (
            Exception
        ) as error:  # on a lock of its own kind or a broken one the library raises whatever comes
            if isinstance(error, (MemoryError, RecursionError)) or is_full(error):
                raise
            raise RefusedError("FI02", "unknown-lock") from None
        if target.stat().st_size:
            return target
    raise RefusedError("FI02", "wrong-password" if job.password else "password")


def _load_key(book: object, password: str) -> None:
    """Check the password where the format can (only modern workbooks store a verifier that the library reads first)."""
    if type(book).__name__ == "OOXMLFile":
        book.load_key(password=password, verify_password=True)  # type: ignore[attr-defined]
    else:
        book.load_key(password=password)  # type: ignore[attr-defined]
