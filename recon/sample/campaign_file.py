"""The sample's ``campaign.toml``, written as a person would write it, with a remark at every key."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recon.sample.organisation import Organisation

_TEXT = Template("""\
# 采集批次配置（示例，全部数据均为虚构）
# A campaign of graduate photo collection. Everything in this folder is invented.

[campaign]
id = "sample-2020"                        # 批次编号，不可更改 · never changes
title = "2020年毕业生图像信息采集（示例）"
year = 2020
mode = "list"                             # list 名单 | capture-code 采集码（不写：2023年起为采集码）
deadline = "2020-06-10"                   # 报送截止日，当日24:00前（北京时间）
as_of = "2020-06-15"                      # 统计日期；命令行 --as-of 优先
mend_days = 3                             # 退回后几天内改好不算迟报
province_code = "$province"                    # 学号第3—5位
lang = "zh"

[scope]
earlier = "eligible"                      # 往届照片超年限：eligible 可报 | due 应报
reshoot = "yes"                           # 照片未过期者可否重拍

[scope.open]                              # 附表1 开放教育
cohorts = ["2018秋季", "2019春季"]
levels = ["专科", "本科"]
statuses = ["在籍"]
institution_code = "51161"

[scope.adult]                             # 附表2 成人教育（成招）
cohorts = ["2019级"]
levels = ["专科"]
statuses = ["在籍"]
institution_code = "51383"

[scope.adult.sites]                       # 成教学籍数据中的函授站 → 教学点代码
$adult_sites

[photo]
validity_months = 12                      # 照片有效期（月）
expiring_days = 90                        # 余量不足几天算临期
pixels = [480, 640]
bytes = [20000, 40000]
named_by = "student_no"                   # 照片文件按学号命名

[batches]                                 # 毕业批次 = 需要照片的日期（审核最后一天）
202007 = "2020-07-10"
202101 = "2021-01-20"
202107 = "2021-07-10"

[cohort_batches]                          # 年级 = 预计毕业批次
"2018秋季" = "202101"
"2019春季" = "202107"
"2019级" = "202107"

# 拍摄点：6月拍的照片对 202107 批次（2021-07-10）已不够一年，系统会提醒（CP01）
$shooting
[headers]                                 # 表头的其他写法（系统已认得常见写法）
student_no = ["学员学号"]
id_card = ["身份证号（18位）"]

[vocabulary.level]                        # 其他写法 → 标准值
"大专" = "专科"
"专升本" = "本科"

[limits]
file_bytes = 20000000                     # 单个名单文件的大小上限

[rules]                                   # 规则 = "off" 或其他级别
# FI15 = "off"                            # 例如：允许报送 CSV

[templates]                               # 表格标题，以及规定的列（改动了列会提醒 HD06）
open_title = "附表1 开放教育毕业生图像采集名单"
adult_title = "附表2 成人教育毕业生图像采集名单"
open_columns = "序号,院校代码,学号,姓名,性别,身份证号,层次,专业,年级,教学点"
adult_columns = "序号,院校代码,考生号,学号,姓名,性别,身份证号,层次,专业,年级,学习形式,函授站"

[contacts]
registrar = "学籍科 示例员 0000-0000000"
photographer = "示例图像采集公司 示例员 0000-0000001"
""")


def campaign_text(organisation: Organisation, province: str) -> str:
    """Return the campaign file of this organisation."""
    adult = "\n".join(f'"{p.adult_name}" = "{p.code}"' for p in organisation.places if p.adult_name)
    return _TEXT.substitute(province=province, adult_sites=adult, shooting=_shooting(organisation))


def _shooting(organisation: Organisation) -> str:
    """One point per branch; the first shoots in June, the others when a July photo will still hold a year later."""
    branches = dict.fromkeys(place.branch_code for place in organisation.places)
    tables = []
    for n, branch in enumerate(branches):
        serves = [place.code for place in organisation.places if place.branch_code == branch]
        days = ("2020-06-17", "2020-06-18") if n == 0 else (f"2020-07-{10 + n:02d}", f"2020-07-{11 + n:02d}")
        dates = ", ".join(f'"{day}"' for day in days)
        points = ", ".join(f'"{code}"' for code in serves)
        tables.append(f'[[shooting]]\npoint = "{serves[0]}"\ndates = [{dates}]\nserves = [{points}]\n')
    return "\n".join(tables)
