"""What a line below a header is."""

from __future__ import annotations

import pytest

from recon.normalise import examples, lines
from recon.normalise.walked import Line

HEAD = ("#", "institution_code", "student_no", "name", "sex", "id_card", "level")


def kind(*cells: str) -> str:
    values = {code: cell for code, cell in zip(HEAD[1:], cells[1:], strict=False) if cell}
    return lines.kind_of_line(Line(cells, values, serial=0))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1", "51161", "1864901450001", "王丽", "女", "100101199001010011", "专科"), "student"),
        (("1", "51161", "1864901450001", "", "", "", ""), "student"),
        (("1", "51161", "", "王丽", "女", "", "专科"), "student"),
        (("1", "51161", "186490145", "王丽", "女", "", "专科"), "student"),
        (("1", "51161", "１８６４９０１４５０００１", "王丽"), "student"),
        (("1", "51161", "1.86490145E+12", "王丽"), "student"),
        (("1", "51161", "#N/A", "王丽", "女", "#N/A", "专科"), "student"),
        (("1", "51161", "待补", "阿依·古丽", "", "", "专科"), "student"),
        (("1", "51161", "1864901450001", "张三", "男", "100101199001010011"), "student"),
        (("1", "51383", "20190300037", "王丽", "女", "100101900101001", "专科", "审核通过"), "student"),
        (("1", "51161", "", "王丽", "女", "", "专科", "信息一致", "人证一致"), "student"),
        (("1", "51161", "186490145", "王丽", "女", "", "专科", "小计"), "student"),
        (("", "", "", "", "", "", "", "审核通过", "负责人：王丽"), "signature"),
        (("", "", "第3页　共3页"), "total"),
        (("本页小计", "", "", "3人"), "total"),
        (("", "", "", "5", "", "", "专科 计数"), "total"),
        (("会计学本科小计", "4"), "total"),
        (("", "", "", "二〇二〇年六月一日"), "signature"),
        (("教务员", "", "13800000001", "李强"), "signature"),
        (("站长", "", "", "王丽"), "signature"),
        (("主任", "51161", "1864901450001", "王丽", "女", "100101199001010011"), "student"),
        (("主任", "51161", "186490145", "王丽", "女", "100101900101001", "专科"), "student"),
        (("", "五位数", "十三位", "汉字", "男或女", "十八位", "专科或本科"), "note"),
        (("第1页", "", "共 3 页"), "total"),
        (("Page 1 of 3",), "total"),
        (("例", "51161", "1864901450001", "李明", "男", "100101199001010011"), "doubtful"),
        (("例", "51161", "1864901450001", "李明", "男", "100101199001010013"), "student"),
        (("例", "51161", "", "李明", "男", "１００１０１１９９００１０１００１３"), "student"),
        (("（示例）", "51161", "1864901450001", "李明"), "student"),
        (("示例", "51161", "1864901450001", "李明", "男", "护照E1234567"), "doubtful"),
        (("例", "51161", "1864901450001", "李明", "男", "100105" + "19491231002X"), "doubtful"),
        (("例", "51161", "1864901450001", "张三", "男", "100101199001010013"), "student"),
        (("例", "51161", "1864901450001", "张三", "男", "100101199001010011"), "doubtful"),
        (("例", "51161", "1864901450001", "张三"), "doubtful"),
        (("例", "51161", "1864901450001", "张三", "男", "XXXXXXXXXXXXXXXXXX"), "example"),
        (("例", "51383", "20190300037", "李明"), "student"),
        (("例", "51161", "186490", "李明", "男", "10010"), "example"),
        (("例", "51161", "", "李明"), "example"),
        (("例", "51161", "1864901450001", "", "", "100101199001010013"), "doubtful"),
        (("1", "51161", "1234567890123", "张三", "男", "123456789012345678"), "example"),
        (("1", "51161", "XXXXXXXXXXXXX", "某某某", "男", "XXXXXXXXXXXXXXXXXX"), "example"),
        (("", "", "", "", "", ""), "blank"),
        (("17", "51161"), "blank"),
        (("17", ""), "blank"),
        (("合计", "", "30人"), "total"),
        (("其中：专科", "", "", "13"), "total"),
        (("其中女生 5 人",), "total"),
        (("合　计：", "30", "", "男", "12"), "total"),
        (("填表人：", "王丽", "", "联系电话", "", "00000000000"), "signature"),
        (("负责人签字：", "", "", "（盖章）"), "signature"),
        (("", "导出时间", "2020-06-01"), "signature"),
        (("填表人：", "", "", "王丽", "", "100101199001010011"), "signature"),
        (("带队老师", "", "00000000000", "王丽"), "signature"),
        (("", "", "", "2020 年 6 月 1 日"), "signature"),
        (("注：1.本表不得改动",), "note"),
        (("※ 学号为13位",), "note"),
        (("", "", "13位数字", "与身份证一致", "", "18位"), "note"),
        (("请各单位认真核对身份证号码后于六月十日前报送",), "note"),
        (("", "", "", "李明"), "doubtful"),
        (("", "", "转学", "李明", ""), "student"),
        (("", "", "00000000000"), "doubtful"),
        (("", "", "王丽　000-00000000"), "doubtful"),
        (("", "", "王丽\n2020-6-1"), "doubtful"),
        (("", "", "1864901450001 王丽"), "student"),
        (("", "", "20190300037"), "student"),
        (("", "", "QQ：100000000"), "signature"),
        (("", "", "手机: 00000000000"), "signature"),
        (("", "", "姓名", "王丽"), "signature"),
        (("", "", "地址", "东山路1号"), "signature"),
        (("3", "51161", "", "", "女", "", "专科"), "doubtful"),
        (("", "", "18秋会计1班（共9人）"), "title"),
        (("", "", "", "行政管理（专科）—18秋"), "title"),
        (("", "", "", "法学本科"), "title"),
        (("", "", "第1组"), "title"),
        (("", "", "", "", "", "", "2018秋季"), "title"),
        (("", "年级：2018秋季", "", "层次：专科"), "title"),
        (("", "", "", "张春季"), "doubtful"),
        (("", "", "", "班超"), "doubtful"),
        (("", "", "姓名：李明", "性别：男", "专业：法学"), "doubtful"),
        (("", "", "本页9人"), "total"),
        (("", "", "", "班级人数：9"), "total"),
        (("", "", "学籍专干：李明  电话：00000000000"), "signature"),
    ],
)
def test_a_line_is_what_it_says(cells, expected):
    assert kind(*cells) == expected


def test_a_student_may_be_called_zhang_san():
    assert kind("1", "51161", "1864901450001", "张三", "男", "100101199001010011", "专科") == "student"
    assert examples.may_be_example(("1", "张三"), "张三")


def test_a_phone_number_under_the_number_column_is_no_student():
    assert kind("联系人", "王丽", "00000000000") == "signature"


@pytest.mark.parametrize(
    "word", ["例", "示例", "样例", "范例", "例子", "（例）", "(示例)", "例：", "【样例】"]
)
@pytest.mark.parametrize("at", [0, 7], ids=["serial", "remark"])
def test_a_student_typed_over_the_example_is_one(word: str, at: int):
    cells = ["1", "51161", "1864901450001", "李明", "男", "100101199001010013", "专科", ""]
    cells[at] = word
    assert kind(*cells) == "student"


REMARKS = [
    "例1",
    "示例2",
    "此行为示例",
    "本行为填写示例，请删除",
    "示例行",
    "示例（请删除）",
    "（填表范例，勿删）",
    "样例数据",
]


@pytest.mark.parametrize("word", REMARKS)
@pytest.mark.parametrize("at", [0, 7], ids=["serial", "remark"])
def test_an_example_may_be_marked_in_more_words(word: str, at: int):
    """Its ID fails the check, so that nobody is meant; the number could be somebody's, so that it is told."""
    cells = ["1", "51161", "1864901450001", "李明", "男", "100101199001010014", "专科", ""]
    cells[at] = word
    assert examples.may_be_example(cells, "李明")
    assert kind(*cells) == "doubtful"


@pytest.mark.parametrize("name", ["王小明（示例）", "（例）王小明", "王小明(样例)"])
def test_an_example_may_be_marked_beside_its_name(name: str):
    cells = ["1", "51161", "1864901450001", name, "男", "100101199001010014", "专科", ""]
    assert examples.may_be_example(cells, name)
    assert kind(*cells) == "doubtful"
    assert kind(*cells[:5], "100101199001010013", *cells[6:]) == "student"


@pytest.mark.parametrize("word", ["示例分校", "东山工作站（示例）", "凡例", "参考", "先例：无", "案例教学班"])
def test_words_with_such_a_sign_mark_no_example(word: str):
    cells = ["1", "51161", "1864901450001", "李明", "男", "100101199001010014", "专科", word]
    assert kind(*cells) == ("student" if word != "参考" else "doubtful")
