"""The straightforward script: read every roster, merge with the extracts, compare, write corrected sheets.

    python benchmarks/script.py FOLDER

What an office would write for itself with pandas and openpyxl: rows are joined by 学号 alone, differing cells take the
official value, and nothing else is looked at. Prints as JSON what it found.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd

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
    told = {"rows": 0, "unknown": 0, "cells": 0, "sheets": 0}
    for path in sorted((folder / "rosters").iterdir()):
        roster = pd.read_excel(path, dtype=str, header=1, engine="openpyxl")
        merged = roster.merge(official, on="学号", how="left", suffixes=("", "_official"), indicator=True)
        known = merged["_merge"] == "both"
        for column in COMPARED:
            differs = known & (merged[column] != merged[f"{column}_official"])
            told["cells"] += int(differs.sum())
            roster.loc[differs.to_numpy(), column] = merged.loc[differs, f"{column}_official"].to_numpy()
        told["rows"] += len(roster)
        told["unknown"] += int((~known).sum())
        roster.to_excel(out / path.name, index=False, engine="openpyxl")
        told["sheets"] += 1
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
