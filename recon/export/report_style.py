"""The frame of the one-page report: its markup and its style, for the screen and for A4."""

from __future__ import annotations

PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
@page {{ size: A4 portrait; margin: 14mm }}
* {{ box-sizing: border-box }}
body {{ font: 13px/1.5 "Noto Sans SC","Source Han Sans SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
  color: #1F2933; max-width: 190mm; margin: 0 auto; padding: 8mm 4mm;
  -webkit-print-color-adjust: exact; print-color-adjust: exact }}
h1 {{ font-size: 22px; text-align: center; margin: 0 }}
h2 {{ font-size: 14px; margin: 0 0 6px; padding-left: 8px; border-left: 4px solid #145E5E }}
section {{ margin: 14px 0 0; break-inside: avoid }}
.about {{ text-align: center; color: #7B8794; margin: 2px 0 12px }}
.tiles {{ display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 8px }}
.tile {{ background: #F3F6FA; border: 1px solid #DCE6F1; border-radius: 6px; padding: 8px;
  text-align: center }}
.tile b {{ display: block; font-size: 20px }}
.tile span, .legend {{ color: #52606D }}
.pair {{ display: grid; grid-template-columns: 1fr 1fr; gap: 20px }}
.row {{ display: grid; grid-template-columns: 9em 1fr 4em; gap: 8px; align-items: center; margin: 3px 0 }}
.name {{ overflow: hidden; text-overflow: ellipsis; white-space: nowrap }}
.bar {{ display: flex; height: 14px }}
.bar i {{ display: block; height: 100% }}
.row b, .n {{ text-align: right; font-variant-numeric: tabular-nums }}
.legend {{ margin: 0 0 4px; font-size: 12px }}
.legend span {{ margin-right: 14px }}
.legend i {{ display: inline-block; width: 10px; height: 10px; margin-right: 4px }}
table {{ border-collapse: collapse; width: 100% }}
td {{ border-bottom: 1px solid #E3E6EA; padding: 3px 2px }}
.grid {{ margin: 10px 0 }}
.grid th, .grid td {{ border: 1px solid #9AA5B1; padding: 5px 6px; text-align: left; overflow-wrap: anywhere }}
.grid th {{ background: #DCE6F1; white-space: nowrap }}
.grid tbody {{ break-inside: avoid }}
code {{ font-size: 11px }}
.sign {{ margin: 36px 0 0 55% }}
.sign p {{ margin: 0 0 26px }}
</style>
</head>
<body>
{body}
</body>
</html>
"""
