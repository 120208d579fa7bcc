"""The key of a sealed vault: from the environment, else from the system's key store; never in the workspace itself."""

from __future__ import annotations

import base64
import binascii
import hmac
import importlib
import json
import os
import secrets
from typing import TYPE_CHECKING, Any

from recon.errors import OptionError, WorkspaceError
from recon.words import Text
from recon.workspace import durable

if TYPE_CHECKING:
    from pathlib import Path

NAME = "vault.json"
VARIABLE = "RECON_VAULT_KEY"
_SERVICE = "recon-vault"
_BYTES = 32
_NO_KEY = Text(
    f"它的原件已加密，而环境变量 {VARIABLE} 和系统密钥库里都没有它的密钥",
    f"its originals are sealed, and neither {VARIABLE} nor the system's key store has the key",
)
_WRONG_KEY = Text(
    f"环境变量 {VARIABLE} 或系统密钥库里的密钥不是这个工作区的",
    f"the key in {VARIABLE} or in the system's key store is not this workspace's",
)
_DAMAGED = Text(
    f"其中的 {NAME} 已损坏，读不出来。请勿改动这个文件夹，用最近的备份恢复：recon workspace restore",
    f"its {NAME} is damaged and cannot be read. Leave the folder as it is and restore the newest backup: "
    "recon workspace restore",
)
_NO_FORM = Text(
    f"{VARIABLE} 应为 32 字节的 base64 文本。可用下面的命令生成：recon workspace new-key",
    f"{VARIABLE} holds 32 bytes as base64. Make one with: recon workspace new-key",
)
_NO_STORE = Text(
    '这台电脑没有可用的系统密钥库。请在程序文件夹中运行 pip install -e ".[vault]"，'
    f"或设置环境变量 {VARIABLE}（recon workspace new-key 可生成）",
    'there is no key store on this machine. In the project folder, run pip install -e ".[vault]", '
    f"or set {VARIABLE} (recon workspace new-key)",
)


def new() -> str:
    """Return a new random key as text."""
    return base64.urlsafe_b64encode(secrets.token_bytes(_BYTES)).decode()


def exists(folder: Path) -> bool:
    """Tell whether the workspace's vault is sealed."""
    return (folder / NAME).is_file()


def load(folder: Path) -> bytes | None:
    """Return the key of a workspace; None when its vault is not sealed.

    Raises:
        WorkspaceError: there is no key, or it is another workspace's; what tells which one it is, is damaged.
    """
    if not exists(folder):
        return None
    try:
        about = json.loads((folder / NAME).read_text(encoding="utf-8"))
        name, check = str(about["id"]), str(about["check"])
    except (ValueError, TypeError, KeyError):
        raise WorkspaceError(path=folder, reason=_DAMAGED) from None
    text = os.environ.get(VARIABLE) or _stored(name)
    if not text:
        raise WorkspaceError(path=folder, reason=_NO_KEY)
    key = _read(text)
    if not hmac.compare_digest(_check(key).encode(), check.encode()):
        raise WorkspaceError(path=folder, reason=_WRONG_KEY)
    return key


def make(folder: Path) -> None:
    """Seal a workspace's vault from now on, with the key of the environment, else a new one in the key store.

    Raises:
        OptionError: the environment's key is none, or there is no key store.
    """
    name = secrets.token_hex(8)
    text = os.environ.get(VARIABLE, "")
    if not text:
        text = new()
        _store(name, text)
    about = {"cipher": "AES-256-GCM", "id": name, "check": _check(_read(text))}
    durable.write(folder / NAME, json.dumps(about).encode())


def _read(text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text.strip())
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _BYTES:
        raise OptionError(option=VARIABLE, reason=_NO_FORM)
    return key


def _check(key: bytes) -> str:
    """Return what tells the right key without telling the key."""
    return hmac.digest(key, b"recon vault check", "sha256").hex()[:32]


def _stored(name: str) -> str:
    store = _key_store()
    try:
        return (store.get_password(_SERVICE, name) or "") if store else ""
    except store.errors.KeyringError:
        return ""


def _store(name: str, text: str) -> None:
    store = _key_store()
    if store is None:
        raise OptionError(option="--encrypt", reason=_NO_STORE)
    try:
        store.set_password(_SERVICE, name, text)
    except store.errors.KeyringError:
        raise OptionError(option="--encrypt", reason=_NO_STORE) from None


def _key_store() -> Any:
    """Return the library that knows every system's key store, None where it is not installed (``recon[vault]``)."""
    try:
        importlib.import_module("keyring.errors")
        return importlib.import_module("keyring")
    except ImportError:
        return None
