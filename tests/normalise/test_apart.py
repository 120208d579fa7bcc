"""Lists beside each other whose headers do not stand on one line, or of which only one has a header."""

from __future__ import annotations

import pytest

from recon.normalise import roster, shape
from recon.normalise.columns import letter
from tests.normalise.drawing import CAMPAIGN, OPEN, WORDS, read, sheet, student

SHUFFLED = ("name", "student_no", "institution_code", "id_card", "sex", "cohort", "level", "major")
SHORT = ("student_no", "name", "id_card")
LEFT, RIGHT = 7, 5


class Grid:
    """A sheet filled cell by cell; rows and columns count from 0."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], str] = {}

    def put(self, row: int, column: int, values: list[str]) -> None:
        self.cells |= {(row, column + at): value for at, value in enumerate(values)}

    def table(
        self, row: int, column: int, codes: tuple[str, ...], people: range, *, head: bool = True
    ) -> None:
        if head:
            self.put(row, column, [WORDS[code][0] for code in codes])
        for at, number in enumerate(people, row + 1):
            self.put(at, column, [student(number)[code] for code in codes])

    def rows(self) -> list[list[str]]:
        height, width = (max(cell[axis] for cell in self.cells) + 1 for axis in (0, 1))
        return [[self.cells.get((row, column), "") for column in range(width)] for row in range(height)]


def shaped(grid: Grid):
    found = shape(read(sheet(grid.rows())), CAMPAIGN)
    count = sum(1 for row in grid.rows() if any(row))
    rows = {number for students in found.students for number in students.numbers}
    assert len(rows) + sum(found.others.values()) == count
    return found


def numbers(found) -> list[str]:
    return [number for students in found.students for number in students.values["student_no"]]


def expected(*people: int) -> list[str]:
    return [student(number)["student_no"] for number in people]


@pytest.mark.parametrize("gap", [0, 1, 3])
@pytest.mark.parametrize("lower", [-3, -1, 1, 2, 3, 7, 12])
@pytest.mark.parametrize("codes", [OPEN, SHUFFLED, SHORT])
def test_a_second_header_may_stand_on_another_line(lower, gap, codes):
    grid, top = Grid(), 4
    grid.put(0, 0, ["附表1　开放教育毕业生图像采集名单"])
    grid.table(top, 0, OPEN, range(1, LEFT + 1))
    if gap:
        grid.put(top + lower - 1, len(OPEN) + gap, ["二班"])
    grid.table(top + lower, len(OPEN) + gap, codes, range(LEFT + 1, LEFT + RIGHT + 1))
    found = shaped(grid)
    assert sorted(numbers(found)) == expected(*range(1, LEFT + RIGHT + 1))
    right = next(
        b for b in found.blocks if b.columns["name"] == letter(len(OPEN) + gap + codes.index("name"))
    )
    assert right.columns == {code: letter(len(OPEN) + gap + at) for at, code in enumerate(codes)}
    assert right.header_row == top + lower + 1
    assert {block.form for block in found.blocks} == {"open"} or lower > LEFT  # then it has titles of its own


def test_three_lists_on_three_lines():
    grid = Grid()
    for at in range(3):
        grid.table((2, 5, 0)[at], 5 * at, SHORT, range(10 * at, 10 * at + 6))
    found = shaped(grid)
    assert sorted(numbers(found)) == expected(*range(6), *range(10, 16), *range(20, 26))


def test_rows_of_lists_on_different_lines_are_numbered_in_row_order():
    grid = Grid()
    grid.table(0, 0, SHORT, range(1, 6))
    grid.table(2, 4, SHORT, range(6, 9))
    table, _ = roster([shaped(grid)])
    assert table["row"].to_pylist() == [2, 3, 4, 4, 5, 5, 6, 6]


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("lower", [0, 2])
def test_a_second_list_without_a_header_is_read_as_the_first(gap, lower):
    grid = Grid()
    grid.table(1, 0, OPEN, range(1, LEFT + 1))
    grid.table(1 + lower, len(OPEN) + gap, OPEN, range(LEFT + 1, LEFT + RIGHT + 1), head=False)
    found = shaped(grid)
    assert sorted(numbers(found)) == expected(*range(1, LEFT + RIGHT + 1))


def test_students_beside_the_list_that_cannot_be_read_are_told():
    grid = Grid()
    grid.table(0, 0, OPEN, range(1, LEFT + 1))
    grid.table(0, len(OPEN) + 1, ("id_card", "major", "name"), range(LEFT + 1, LEFT + 4), head=False)
    found = shaped(grid)
    assert numbers(found) == expected(*range(1, LEFT + 1))
    told = [trouble.details for trouble in found.troubles if trouble.rule == "FI12"]
    assert told == [{"reason": "beside", "count": "3", "rows": "（2–4）"}]
    assert found.unreadable == 3


@pytest.mark.parametrize("head", [True, False])
def test_students_said_again_beside_themselves_are_no_second_list(head):
    grid = Grid()
    grid.table(0 if head else 1, 0, OPEN, range(1, LEFT + 1))
    grid.table(1, len(OPEN) + 1, SHORT, range(2 if head else 1, LEFT + 1), head=head)
    found = shaped(grid)
    assert numbers(found) == expected(*range(1, LEFT + 1))
    assert not [trouble for trouble in found.all_troubles if trouble.rule == "FI12"]


@pytest.mark.parametrize(
    "beside",
    [["手机", "13800000000"], ["身份证号已核对", "100101199001010019"], ["学号", "姓名"], ["王丽", "补录"]],
)
def test_a_note_beside_a_student_is_no_list(beside):
    grid = Grid()
    grid.table(0, 0, OPEN, range(1, LEFT + 1))
    grid.put(3, len(OPEN) + 1, beside)
    found = shaped(grid)
    assert numbers(found) == expected(*range(1, LEFT + 1))
    assert len(found.blocks) == 1
    assert not found.all_troubles


def test_a_table_below_and_to_the_right_is_read_as_the_next_table():
    grid = Grid()
    grid.table(0, 0, SHUFFLED, range(1, 4))
    grid.put(5, 3, ["第二部分"])
    grid.table(6, 2, OPEN, range(4, 8))
    assert numbers(shaped(grid)) == expected(*range(1, 8))


def test_notes_below_lists_on_different_lines_are_no_students():
    grid = Grid()
    grid.table(0, 0, OPEN, range(1, 4))
    grid.table(1, len(OPEN) + 1, OPEN, range(4, 8))
    grid.put(4, 0, ["合计", "3人"])
    grid.put(7, 0, ["填表人：示例员"])
    found = shaped(grid)
    assert sorted(numbers(found)) == expected(*range(1, 8))
    assert not [trouble for trouble in found.all_troubles if trouble.rule == "FI12"]


@pytest.mark.parametrize(
    ("summary", "people"),
    [
        ([["层次", "人数", "年级"], ["专科", "5", "2018秋季"], ["本科", "7", "2019春季"]], 9),
        ([["层次", "年级"], ["专科", "2018秋季"], ["本科", "2019春季"]], 9),
        ([["层次", "人数"], ["专科", "5"], ["本科", "7"], ["合计", "12"]], 2),
        ([["教学点", "人数（人）"], ["东山", "5"]], 3),
        ([["联系人", "电话", "姓名"], ["甲老师", "00000000000", "甲老师"]], 5),
        ([["姓名", "职务"], ["甲老师", "站长"], ["乙老师", "教务员"]], 5),
    ],
)
def test_a_small_table_beside_the_list_is_none_of_its_columns(summary, people):
    grid = Grid()
    grid.table(0, 0, OPEN, range(1, people + 1))
    for at, cells in enumerate(summary):
        grid.put(at, len(OPEN) + 2, cells)
    found = shaped(grid)
    assert numbers(found) == expected(*range(1, people + 1))
    assert {trouble.rule for trouble in found.all_troubles} == {"HD03"}
    assert found.blocks[0].columns == {code: letter(at) for at, code in enumerate(OPEN)}


@pytest.mark.parametrize("people", [3, 9])
def test_somebody_else_s_id_beside_a_list_without_one_is_no_student_s(people):
    grid = Grid()
    grid.table(0, 0, SHORT[:2], range(1, people + 1))
    for at, cells in enumerate(
        [["班主任姓名", "身份证号"], *(["甲老师", student(90 + n)["id_card"]] for n in (0, 1))]
    ):
        grid.put(at, 3, cells)
    found = shaped(grid)
    assert numbers(found) == expected(*range(1, people + 1))
    assert found.blocks[0].columns == {"student_no": "A", "name": "B"}


@pytest.mark.parametrize("above", [0, 1, 2])
@pytest.mark.parametrize("card", [["联系人", "电话"], ["班主任姓名", "身份证号"]])
def test_whom_to_call_may_stand_beside_the_header_itself(card, above):
    """His number on the header's line made it a line of data: the sheet was refused as a form of label and value."""
    grid = Grid()
    grid.put(0, 0, ["毕业生图像采集名单"])
    grid.table(2, 0, OPEN, range(1, 8))
    grid.put(2 - above, len(OPEN) + 1, card)
    number = "13000000000" if card[1] == "电话" else student(90)["id_card"]
    grid.put(3 - above, len(OPEN) + 1, ["甲老师", number])
    grid.put(4 - above, len(OPEN) + 1, ["乙老师", number])
    found = shape(read(sheet(grid.rows())), CAMPAIGN)
    assert numbers(found) == expected(*range(1, 8))
    assert found.blocks[0].columns == {code: letter(at) for at, code in enumerate(OPEN)}


def test_columns_behind_a_gap_that_every_student_has_are_the_list_s():
    grid = Grid()
    grid.table(0, 0, SHORT, range(1, 6))
    grid.table(0, len(SHORT) + 1, ("level", "cohort"), range(1, 6))
    assert set(shaped(grid).blocks[0].columns) == {*SHORT, "level", "cohort"}
    for row in range(1, 6):
        grid.put(row, len(SHORT) + 4, ["本科"])
    grid.put(0, len(SHORT) + 4, ["层次"])
    assert "HD04" in {trouble.rule for trouble in shaped(grid).all_troubles}


@pytest.mark.parametrize("gap", [0, 1])
@pytest.mark.parametrize("left", [("student_no", "name"), ("student_no", "name", "id_card", "level")])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_header_may_stand_beside_a_student_whose_line_ends_in_his_telephone(left, gap, count):
    grid, right = Grid(), len(left) + 1 + gap
    grid.table(0, 0, left, range(1, 5))
    for at, word in enumerate(["电话", *(f"1380000000{n}" for n in range(1, 5))]):
        grid.put(at, len(left), [word])
    grid.cells.pop((1, 2), None)  # his ID, where the list has one
    grid.put(0, right, ["补报学生"])
    grid.table(1, right, ("name", "student_no", "sex", "id_card", "level"), range(11, 11 + count))
    assert sorted(numbers(shaped(grid))) == expected(1, 2, 3, 4, *range(11, 11 + count))


def test_a_student_beside_a_header_titles_no_column():
    head = [WORDS[code][0] for code in ("name", "student_no", "sex", "id_card", "level")]
    rows = [[*(student(n)[c] for c in ("student_no", "name")), f"1380000000{n}", ""] for n in (1, 2, 3)]
    beside = [
        head,
        *([student(n)[c] for c in ("name", "student_no", "sex", "id_card", "level")] for n in (4, 5)),
    ]
    found = shape(read(sheet([one + two for one, two in zip(rows, beside, strict=True)])), CAMPAIGN)
    assert numbers(found) == expected(4, 5)
    assert [(t.rule, t.details["reason"]) for t in found.all_troubles if t.rule == "FI12"] == [
        ("FI12", "beside")
    ]


def adult(number: int, codes: tuple[str, ...] = ("exam_no", "name", "level")) -> list[str]:
    return [student(number, "adult")[code] for code in codes]


@pytest.mark.parametrize(
    "codes", [("exam_no", "name", "level"), ("exam_no", "name"), ("student_no", "name", "sex")]
)
def test_an_adult_list_is_read_above_and_beside_an_open_one_however_few_its_columns(codes):
    grid = Grid()
    grid.put(0, 0, ["附表2　成人教育（成招）毕业生名单"])
    for at, values in enumerate(
        [[WORDS[code][0] for code in codes], *(adult(n, codes) for n in (21, 22, 23))], 1
    ):
        grid.put(at, 0, values)
    grid.put(6, 0, ["附表1　开放教育毕业生名单"])
    grid.table(7, 0, OPEN, range(1, 4))
    found = shaped(grid)
    assert [len(students) for students in found.students] == [3, 3]
    assert found.students[0].values[codes[0]] == [adult(n, codes)[0] for n in (21, 22, 23)]


@pytest.mark.parametrize("lower", [-2, 1, 2])
@pytest.mark.parametrize("codes", [("exam_no", "name", "level"), ("student_no", "name", "sex")])
def test_an_adult_list_beside_an_open_one_is_read_though_its_header_stands_on_another_line(lower, codes):
    grid = Grid()
    grid.table(2, 0, SHORT, range(1, 5))
    for at, values in enumerate(
        [[WORDS[code][0] for code in codes], *(adult(n, codes) for n in (21, 22, 23))]
    ):
        grid.put(2 + lower + at, 4, values)
    found = shaped(grid)
    assert sorted(len(students) for students in found.students) == [3, 4]
