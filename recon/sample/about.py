"""What a person who opens the sample's folder should read first."""

README = """\
# 示例批次 · A sample campaign

全部虚构：没有一个真实的人、学号、身份证号、单位或电话。
Everything here is invented: no person, number, site or telephone is real.

- 身份证号以 10、20、30、70、90 开头（没有这样的行政区划）。ID numbers begin with a region that does not exist.
- 学号第3—5位为 649（没有这样的省校）。Student numbers carry a provincial school that does not exist.
- 姓名随机组合，单位、联系人均标有“（示例）”。Names are drawn at random; sites and contacts are marked （示例）.

| 文件 file | 内容 content |
|---|---|
| `campaign.toml` | 采集批次配置 the campaign |
| `sites.csv` | 教学点一览 sites, who reports through whom, contacts |
| `submissions.csv` | 来件登记 what a mailbox knows: time, kind, nil declarations |
| `planned.xlsx` · `photos.xlsx` | 预计毕业名单 · 照片采集名单 planned graduates · photo register |
| `extracts/open_students.xlsx` | 新平台学生信息 the new platform's student export |
| `extracts/open_users.xlsx` | 新平台用户信息（登录名 = 学号，含证件号） its user export, which carries the ID |
| `extracts/open_central.xlsx` | 旧中央库（第一分校） older central table, first branch |
| `extracts/adult_chsi.xlsx` | 成人教育学籍 adult education |
| `rosters/` | 各单位报来的名单，按收件日期 the rosters, by day of receipt |
| `truth.json` | 每一处人为差错：规则、正确值、应有的把握 every planted mistake: rule, right value, trust |
| `expected.json` | 应得的统计与清单 the counts and lists a run must arrive at |

```
recon run --campaign campaign.toml --extract extracts/open_students.xlsx --extract extracts/open_users.xlsx \\
    --extract extracts/open_central.xlsx --extract extracts/adult_chsi.xlsx --rosters rosters --photos photos.xlsx \\
    --planned planned.xlsx --sites sites.csv --submissions submissions.csv --out result
recon score result --truth truth.json
```
"""
