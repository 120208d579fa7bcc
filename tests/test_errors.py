"""What a person is told when a system refuses: in one language at a time."""

from __future__ import annotations

import errno

import pytest

from recon.errors import REASONS, OutputError, quoted, writing


def test_a_refusal_without_words_of_ours_quotes_the_system() -> None:
    error = OutputError.of("out", OSError(errno.EIO, "Input/output error"))
    assert error.say("zh") == "无法写入 out（系统报告“Input/output error”）。请换一个有写入权限的文件夹。"
    assert error.say("en") == "Cannot write to out (Input/output error). Choose a folder you may write to."


def test_a_system_that_says_nothing_is_told_by_its_error() -> None:
    assert quoted(OSError()).en == "OSError"


@pytest.mark.parametrize("number", sorted(REASONS))
def test_a_refusal_with_words_of_ours_is_chinese_in_chinese(number: int) -> None:
    said = OutputError.of("出", OSError(number, "No, said the system")).say("zh")
    assert "No, said" not in said


def test_what_refuses_a_write_is_told_with_what_to_do() -> None:
    with pytest.raises(OutputError, match="No space left") as caught, writing("out"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert caught.value.say("zh") == "无法写入 out（磁盘已满）。请清理磁盘，或换一个有写入权限的文件夹。"


def test_a_quota_and_a_file_too_large_for_the_disk_are_told_with_what_to_do() -> None:
    quota = OutputError.of("out", OSError(errno.EDQUOT, "Disk quota exceeded"))
    assert quota.say("zh") == "无法写入 out（磁盘配额已用完）。请清理磁盘，或换一个有写入权限的文件夹。"
    large = OutputError.of("b.zip", OSError(errno.EFBIG, "File too large"))
    assert "FAT32" in large.say("zh")
    assert large.say("en").startswith(
        "Cannot write to b.zip (the file is larger than the disk takes). Choose"
    )
