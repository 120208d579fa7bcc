"""A password that is none writes nothing in the clear; a failure that is looked into ends as one."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from recon.cli.exporting import Asked, _how, _password
from recon.errors import OptionError
from recon.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("said", ["", "\n", "\nsecret\n", "\r\n", "  \nsecret"])
def test_a_password_file_without_a_password_on_its_first_line_is_refused(tmp_path: Path, said: str) -> None:
    file = tmp_path / "pw"
    file.write_text(said, encoding="utf-8", newline="")
    with pytest.raises(OptionError) as told:
        _password(file)
    assert "--password-file" in told.value.say("en")


def test_a_password_is_the_first_line_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "pw"
    file.write_text("口 令1\r\nx", encoding="utf-8", newline="")
    assert (_password(file), _password(None)) == ("口 令1", "")


def test_a_failure_looked_into_with_debug_ends_with_2_and_its_trace(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "recon", "sites", "--debug", "--extract", str(tmp_path / "nope")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 2
    assert "Traceback" in ended.stderr


def test_what_is_exported_of_a_workspace_is_told_in_its_log(tmp_path: Path) -> None:
    with Workspace.init(tmp_path / "w", '[campaign]\nid = "c"\n', actor="li") as opened:
        whose = (("64901", "64902"), "1864901400001")
        asked = Asked(("corrected", "case"), opened.path, *whose, "official", None, None, "zh")
        with _how(asked, "official"):
            pass
        told = [entry for entry in opened.entries() if entry.act == "download"]
        assert sorted((one.details["what"], one.details["unit"]) for one in told) == [
            *(("case", "64901"), ("case", "64902"), ("corrected", "64901"), ("corrected", "64902"))
        ]
        assert "1864901400001" not in str([one.details for one in told])
        assert opened.verify().problems == ()


@pytest.mark.parametrize("sealed", [False, True])
def test_a_file_kept_again_does_not_move_under_whoever_reads_it(tmp_path: Path, *, sealed: bool) -> None:
    roster = tmp_path / "a.csv"
    roster.write_bytes(b"x" * 5000)
    key = {"key": b"k" * 32} if sealed else {}
    from recon.workspace.vault import Vault

    vault = Vault(tmp_path / "vault", **key)
    first = vault.store(roster)
    lies = vault.path(first.sha256).stat()
    assert vault.store(roster) == first
    now = vault.path(first.sha256).stat()
    assert (now.st_ino, now.st_mtime_ns) == (lies.st_ino, lies.st_mtime_ns)
    damaged = bytearray(vault.path(first.sha256).read_bytes())
    damaged[-40] ^= 1
    vault.path(first.sha256).write_bytes(damaged)
    assert vault.store(roster) == first
    assert vault.read(first.sha256) == roster.read_bytes()
