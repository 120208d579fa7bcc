"""Sealing originals: AES-256-GCM, block by block, so that a file of gigabytes needs no more memory than a block.

Each file has a key of its own, derived from the vault's key and a random salt. A block's number and whether it is the
last are part of its nonce: blocks cannot be swapped, repeated or cut off unseen.
"""

from __future__ import annotations

import secrets
from typing import IO, TYPE_CHECKING

from recon.errors import WorkspaceError
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"recon-vault-1\n\x00"
BLOCK = 1 << 20
_SALT, _TAG = 16, 16
_DAMAGED = Text(
    "原件 {name} 已损坏，或不是用这把密钥加密的", "the original {name} is damaged, or sealed with another key"
)


def seal(blocks: Iterable[bytes], key: bytes, out: IO[bytes]) -> None:
    """Write blocks sealed; they may have any size."""
    salt = secrets.token_bytes(_SALT)
    cipher = _cipher(key, salt)
    out.write(MAGIC + salt)
    number, waiting = 0, b""
    for block in blocks:
        waiting += block
        while len(waiting) > BLOCK:
            out.write(cipher.encrypt(_nonce(number, last=False), waiting[:BLOCK], MAGIC))
            number, waiting = number + 1, waiting[BLOCK:]
    out.write(cipher.encrypt(_nonce(number, last=True), waiting, MAGIC))


def unseal(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield a file's blocks; one that was never sealed is yielded as it is.

    Raises:
        WorkspaceError: it was changed, or another key sealed it.
    """
    from cryptography.exceptions import InvalidTag

    with path.open("rb") as handle:
        head = handle.read(len(MAGIC) + _SALT)
        if not head.startswith(MAGIC):
            yield head
            yield from iter(lambda: handle.read(BLOCK), b"")
            return
        cipher, number = _cipher(key, head[len(MAGIC) :]), 0
        block = handle.read(BLOCK + _TAG)
        while True:
            after = handle.read(BLOCK + _TAG)
            try:
                yield cipher.decrypt(_nonce(number, last=not after), block, MAGIC)
            except InvalidTag:
                reason = _DAMAGED.filled(name=path.name[:12])
                raise WorkspaceError(path=path.parent.parent, reason=reason) from None
            if not after:
                return
            number, block = number + 1, after


def is_sealed(path: Path) -> bool:
    """Tell whether a file was sealed."""
    with path.open("rb") as handle:
        return handle.read(len(MAGIC)) == MAGIC


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers import aead
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return aead.AESGCM(HKDF(SHA256(), 32, salt, b"recon vault").derive(key))
