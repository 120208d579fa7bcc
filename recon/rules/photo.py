"""PH: the state of a student's photo. They speak of the student, not of a row, and are never charged."""

from __future__ import annotations

from recon.rules.rule import ERROR, INFO, WARNING, About, Rule
from recon.words import PhotoState, Severity, Text


def _photo(code: str, severity: Severity, title: Text, message: Text) -> Rule:
    return Rule(code, about=About.STUDENT, severity=severity, title=title, message=message)


photo_expired = _photo(
    "PH01",
    WARNING,
    Text("照片届时已过期", "The photo is expired when it is needed"),
    Text(
        "照片 {captured_on} 采集，有效期至 {valid_until}，需用日为 {needed_on}。需要重拍。",
        "Captured on {captured_on}, valid until {valid_until}, needed on {needed_on}. Shoot again.",
    ),
)
photo_expiring = _photo(
    "PH02",
    WARNING,
    Text("照片临期", "The photo is about to expire"),
    Text(
        "照片有效期至 {valid_until}，需用日为 {needed_on}，余量不足。请留意。",
        "The photo is valid until {valid_until} and needed on {needed_on}: little margin. Watch it.",
    ),
)
photo_without_date = _photo(
    "PH03",
    WARNING,
    Text("照片无采集日期", "Captured, date unknown"),
    Text("无法判断照片是否有效：{lacks}。", "Whether the photo is valid cannot be told: {lacks}."),
)
photo_valid = _photo(
    "PH04",
    INFO,
    Text("照片有效", "The photo is valid"),
    Text("照片有效期至 {valid_until}。", "The photo is valid until {valid_until}."),
)
photo_of_the_other_enrolment = _photo(
    "PH05",
    ERROR,
    Text("照片属于本人的另一学籍", "Photo of the person's other enrolment"),
    Text(
        "按身份证号找到的照片属于该生的另一学籍，不能用于本学籍。请重新采集或申请更正。",
        "The photo found belongs to the person's other enrolment and cannot be used for this one. Shoot "
        "again or apply.",
    ),
)
handed_over_not_captured = _photo(
    "PH06",
    WARNING,
    Text("缺拍", "Handed over, not captured"),
    Text(
        "已列入拍摄名单，但没有采集记录。请安排补拍。",
        "On the hand-over list, but not captured. Arrange a date.",
    ),
)
captured_not_handed_over = _photo(
    "PH07",
    WARNING,
    Text("未列入名单却已采集", "Captured, not handed over"),
    Text("有采集记录，但不在拍摄名单上。请查明原因。", "Captured, but on no hand-over list. Find out why."),
)
identity_differed_at_capture = _photo(
    "PH08",
    ERROR,
    Text("采集时身份与学籍不符", "The identity at capture differs"),
    Text(
        "采集记录中的{field}与学籍不一致。请查明照片是谁的。",
        "{field} in the capture record differs from the official record. Find out whose photo it is.",
    ),
)
captured_twice = _photo(
    "PH09",
    ERROR,
    Text("重复采集", "Captured twice"),
    Text(
        "同一学籍有 {count} 次采集记录，学信网会因重复而不予使用。请只保留一次。",
        "{count} captures for one enrolment: the national site then drops the photo. Keep one.",
    ),
)

BY_STATE: dict[PhotoState, Rule] = {
    PhotoState.EXPIRED: photo_expired,
    PhotoState.EXPIRING: photo_expiring,
    PhotoState.UNKNOWN: photo_without_date,
    PhotoState.VALID: photo_valid,
}
RULES: tuple[Rule, ...] = (
    photo_expired,
    photo_expiring,
    photo_without_date,
    photo_valid,
    photo_of_the_other_enrolment,
    handed_over_not_captured,
    captured_not_handed_over,
    identity_differed_at_capture,
    captured_twice,
)
