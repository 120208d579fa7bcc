"""CP: the campaign itself.

CP02 stops the run where the file is read; the words stand here with the others.
"""

from __future__ import annotations

from recon.rules.rule import FATAL, WARNING, About, Rule
from recon.words import Text

photos_will_not_last = Rule(
    "CP01",
    about=About.CAMPAIGN,
    severity=WARNING,
    title=Text("拍摄日期过早", "The shooting dates are too early"),
    message=Text(
        "{point} 于 {shot_on} 拍摄，照片有效期至 {valid_until}，而 {cohort} 需用到 {needed_on}。最早可在 "
        "{earliest} 拍摄。",
        "{point} shoots on {shot_on}; such photos hold until {valid_until}, but {cohort} needs them on "
        "{needed_on}. "
        "The earliest day that lasts is {earliest}.",
    ),
)
campaign_is_wrong = Rule(
    "CP02",
    about=About.CAMPAIGN,
    severity=FATAL,
    title=Text("采集批次配置有误", "The campaign file is wrong"),
    message=Text(
        "采集批次配置有误（{where}）：{reason}。", "The campaign file is wrong at {where}: {reason}."
    ),
)

RULES: tuple[Rule, ...] = (photos_will_not_last, campaign_is_wrong)
