"""Time to read and shape rosters, isolation included, against pandas with openpyxl on the very same files.

    python benchmarks/reading.py --files 150 --rows 270

Both are timed in one run, each on fresh files of the same content, the children's start included.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import pandas as pd
import xlsxwriter

from recon.campaign import Campaign
from recon.intake import read_paths
from recon.normalise import shape

ALLOWED = 1 / 3
"""Share of pandas' time that reading and shaping may take."""
HEAD = ("序号", "院校代码", "学号", "姓名", "性别", "身份证号", "层次", "专业", "年级", "备注")


def write(path: Path, seed: int, rows: int) -> None:
    """Write one roster: two title rows, a header, students of a region that does not exist."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:J1", "附表1　开放教育毕业生图像采集名单")
        sheet.write("A2", "学习中心（盖章）：示例教学点")
        sheet.write_row(2, 0, HEAD)
        for number in range(rows):
            serial = seed * rows + number
            student = (
                f"18640{serial:08d}",
                f"示例{chr(0x4E00 + serial % 5000)}",
                "男",
                f"9001011990{serial:08d}",
            )
            sheet.write_row(
                3 + number, 0, (number + 1, "51161", *student, "本科", "行政管理", "2018秋季", "")
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=150)
    parser.add_argument("--rows", type=int, default=270)
    options = parser.parse_args()
    campaign = Campaign(id="bench")
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.files):
            write(Path(folder) / f"{seed:03}.xlsx", seed, options.rows)
        start = time.perf_counter()
        found = [shape(read, campaign) for read in read_paths([Path(folder)])]
        ours = time.perf_counter() - start
        start = time.perf_counter()
        for path in sorted(Path(folder).iterdir()):
            pd.read_excel(path, engine="openpyxl", dtype=str, header=2)
        theirs = time.perf_counter() - start
    students = sum(len(block.numbers) for shaped in found for block in shaped.students)
    assert students == options.files * options.rows, students
    print(f"read and shaped {options.files} files, {students} students: {ours:.2f} s")
    print(f"pandas.read_excel(engine='openpyxl'): {theirs:.2f} s; ours takes {ours / theirs:.2f} of it")
    raise SystemExit(0 if ours < theirs * ALLOWED else 1)


if __name__ == "__main__":
    main()
