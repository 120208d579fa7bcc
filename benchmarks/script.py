"""The straightforward script: read every roster, merge with the extracts, compare, write corrected sheets.

    python benchmarks/script.py FOLDER

What an office would write for itself with pandas and openpyxl: rows are joined by 学号 alone, differing cells take the
official value and a colour, and nothing else is looked at. Prints as JSON what it found.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd
from openpyxl.styles import PatternFill

COMPARED = ["姓名", "性别", "身份证号", "层次", "专业", "年级"]


def main(folder: Path) -> None:
    official = pd.concat(
        [
            pd.read_excel(folder / "extracts" / "one.xlsx", dtype=str, engine="openpyxl"),
            pd.read_csv(folder / "extracts" / "two.csv", dtype=str, encoding="utf-8-sig"),
        ]
    )
    out = folder / "out-script"
    out.mkdir(exist_ok=True)
    changed = PatternFill("solid", fgColor="FFF3C4")
    told = {"rows": 0, "unknown": 0, "cells": 0, "sheets": 0}
    for path in sorted((folder / "rosters").iterdir()):
        roster = pd.read_excel(path, dtype=str, header=1, engine="openpyxl")
        merged = roster.merge(official, on="学号", how="left", suffixes=("", "_official"), indicator=True)
        known = merged["_merge"] == "both"
        marked = []
        for column in COMPARED:
            differs = known & (merged[column] != merged[f"{column}_official"])
            told["cells"] += int(differs.sum())
            marked += [(row, roster.columns.get_loc(column)) for row in differs.to_numpy().nonzero()[0]]
            roster.loc[differs.to_numpy(), column] = merged.loc[differs, f"{column}_official"].to_numpy()
        told["rows"] += len(roster)
        told["unknown"] += int((~known).sum())
        with pd.ExcelWriter(out / path.name, engine="openpyxl") as writer:
            roster.to_excel(writer, index=False)
            for row, column in marked:
                writer.sheets["Sheet1"].cell(int(row) + 2, column + 1).fill = changed
        told["sheets"] += 1
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
