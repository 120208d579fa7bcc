"""The words of a photo register: whose photo can be used."""

from __future__ import annotations

import pytest

from recon.values.photo_status import without_photo


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("absent", "未采集 尚未采集 没有采集 未拍摄 未拍 缺拍 缺采 未到 未到场 无照片 无图像"),
        ("absent", "否 × ✗ N NO no 没有"),
        ("rejected", "不合格 照片不合格 审核不通过 审核未通过 不予通过 采集失败 已退回 退回"),
        ("absent", "NotCaptured not_taken absent Missed none nophoto"),
        ("rejected", "rejected Failed unusable notApproved Retake re-shoot"),
        ("", "Captured valid approved OK returned notified"),
        ("rejected", "被驳回 作废 无效 重拍 待重拍 需重拍 需要重新采集 须补拍 不可用 不符合要求"),
        ("", "已采集 采集成功 已上传 合格 审核通过 有效 已重拍 已补拍 未审核 待审核 未打印 1 是 done Y 有 √"),
    ],
)  # fmt: skip
def test_a_status_tells_whether_there_is_a_photo_one_can_use(kind, words):
    told = {word: without_photo(word) for word in words.split()}
    assert told == dict.fromkeys(told, kind)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("absent", "Not captured,not yet taken,No photo,not collected,Uncaptured,Missing,no show"),
        ("rejected", "Not Approved,not passed,Did not pass,Unapproved,Needs retake,to be retaken,Re shoot"),
        (
            "",
            "Photo captured,Retaken,Already re-taken,Not yet reviewed,Pending review,To be reviewed,Rephotographed",
        ),
    ],
)
def test_an_english_status_has_several_words(kind, said):
    told = {words: without_photo(words) for words in said.split(",")}
    assert told == dict.fromkeys(told, kind)


def test_blanks_and_no_word_at_all_change_nothing():
    assert without_photo(" 未　采集 ") == "absent"
    assert without_photo("") == ""
