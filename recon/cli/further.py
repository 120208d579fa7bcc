"""The commands beside ``run``: reference, sample, files and the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from recon.cli.console import guarded
from recon.cli.options import (
    Debug,
    Extracts,
    Files,
    Json,
    Language,
    MaybeCampaign,
    Out,
    Query,
    SiteList,
    WorkspaceDir,
    argument,
    language,
    option,
    path,
    some_path,
)
from recon.cli.speech import LANG, said
from recon.words import Text


def check(files: Files, campaign: MaybeCampaign = None, lang: Language = LANG, debug: Debug = False) -> None:
    """Check a roster by itself."""
    from recon.cli import looking

    with guarded(language(lang), debug=debug):
        looking.check(files, campaign=campaign, lang=language(lang))


def rules(
    markdown: Annotated[bool, option("--markdown", "输出为 Markdown。", "As docs/rules.md.")] = False,
    lang: Language = LANG,
    debug: Debug = False,
) -> None:
    """List the rules."""
    from recon.cli import listing

    with guarded(language(lang), debug=debug):
        listing.rules(markdown=markdown, lang=language(lang))


def sites(
    extract: Extracts,
    extract_query: Query = "",
    sites: SiteList = None,
    campaign: MaybeCampaign = None,
    lang: Language = LANG,
    debug: Debug = False,
) -> None:
    """List the sites."""
    from recon.cli import listing

    with guarded(language(lang), debug=debug):
        listing.sites(extract, sites, campaign, query=extract_query, lang=language(lang))


def sample(
    into: Annotated[Path, path("--into", "写入的文件夹。", "Folder to write into.", "DIR")],
    seed: Annotated[int, option("--seed", "随机种子。", "Seed of chance.", "N", min=0)] = 2020,
    site_count: Annotated[
        int, option("--site-count", "教学点数。", "How many sites.", "N", min=1, max=10_000)
    ] = 25,
    student_count: Annotated[
        int, option("--student-count", "学生数。", "How many students.", "N", min=1, max=10_000_000)
    ] = 8000,
    lang: Language = LANG,
    debug: Debug = False,
) -> None:
    """Make a synthetic campaign."""
    from recon.cli import sampling

    with guarded(language(lang), debug=debug):
        sampling.sample(
            into, seed=seed, site_count=site_count, student_count=student_count, lang=language(lang)
        )


def score(
    folder: Annotated[
        Path,
        argument("DIR", "结果文件夹。", "Folder of a result.", parser=some_path),
    ],
    truth: Annotated[Path, path("--truth", "示例的已知差错。", "The known mistakes.", "FILE")],
    json: Json = False,
    lang: Language = LANG,
    debug: Debug = False,
) -> None:
    """Hold a result against the truth."""
    from recon.cli import sampling

    with guarded(language(lang), debug=debug):
        sampling.score(folder, truth, json=json, lang=language(lang))


def export(
    kinds: Annotated[list[str], argument("KIND…", "文件种类，见下。", "What to write, see below.")],
    workspace: Annotated[
        Path,
        path("--workspace", "工作区。", "The office's workspace.", "DIR"),
    ],
    unit: Annotated[
        list[str] | None, option("--unit", "只要该单位，可多次。", "Only this unit; repeat it.", "CODE")
    ] = None,
    student: Annotated[str, option("--student", "学号（case）。", "Student (case).", "NO")] = "",
    layout: Annotated[
        str,
        option(
            "--layout",
            "更正表用统一格式，或各单位原格式。",
            "Corrected sheets: our form, or the site's.",
            "official|own",
        ),
    ] = "official",
    password_file: Annotated[
        Path | None,
        path("--password-file", "打开密码所在文件。", "File with the open password.", "FILE"),
    ] = None,
    out: Out = None,
    lang: Language = LANG,
    debug: Debug = False,
) -> None:
    """Write files from the newest run."""
    from recon.cli import exporting

    with guarded(language(lang), debug=debug):
        exporting.export(
            exporting.Asked(
                kinds=tuple(kinds),
                workspace=workspace,
                units=tuple(unit or ()),
                student=student,
                layout=layout,
                password_file=password_file,
                out=out,
                lang=language(lang),
            )
        )


def dashboard(
    workspace: WorkspaceDir = None,
    port: Annotated[int, option("--port", "端口。", "Port.", "N", min=0, max=65535)] = 8501,
    lang: Language = LANG,
    debug: Debug = False,
) -> None:
    """Open the dashboard."""
    from recon.cli import serving

    with guarded(language(lang), debug=debug):
        serving.dashboard(workspace, port=port, lang=language(lang))


_KINDS = {
    "corrected": Text("更正表", "corrected sheets"),
    "returned": Text("退回清单", "return sheets"),
    "omissions": Text("漏报表", "who is missing, to be explained"),
    "confirmation": Text("核对确认单", "to be signed by the unit"),
    "pack": Text("上报表", "the form pre-filled, notice and leaflet"),
    "handover": Text("移交名单", "the list for the photographer"),
    "circular": Text("通报", "the circular"),
    "record-corrections": Text("学籍信息更正", "whose record looks wrong"),
    "reminders": Text("催报", "texts to send"),
    "receipts": Text("回执", "what was received, when"),
    "case": Text("责任认定单", "one student (--student)"),
    "report": Text("核对报告", "one page for the director"),
}
"""The kinds of ``recon export``; their own module is too heavy to be loaded for a help text."""


def _kinds() -> str:
    lines = (f"  {code:{max(map(len, _KINDS))}}  {text.say(LANG)}" for code, text in _KINDS.items())
    return "\n".join(("\b", said("文件种类：", "Kinds:"), *lines))


COMMANDS = (
    (check, "教学点报送前自查名单，不需要学籍数据。", "Check a roster by itself, before it is sent."),
    (rules, "列出全部规则。", "List the rules."),
    (sites, "列出学籍数据和教学点名单中的单位。", "List the sites that extract and site list define."),
    (
        sample,
        "生成虚构的示例批次（差错已知，见 truth.json）。",
        "Make a synthetic campaign with known mistakes.",
    ),
    (score, "用示例的已知差错检验核对结果。", "Hold a result against the truth of a sample."),
    (
        export,
        "从最近一次核对写出文件：更正表、退回清单、通报表……",
        "Write files from the newest run: corrected, returned …",
    ),
    (
        dashboard,
        "打开看板；不给工作区时打开示例批次。",
        "Open the dashboard (on the sample without a workspace).",
    ),
)
"""Each command with its help, in the order in which they are listed."""
NOTES: Mapping[object, str] = {
    export: _kinds(),
    check: "\b\n"
    + said(
        "退出状态：0 文件全部可读取，1 有文件不可读取，2 未能运行。\n名单中的问题只列出，不影响退出状态。",
        "Exit status: 0 every file could be read, 1 one was refused, 2 could not run.\n"
        "Problems inside a roster are listed and do not change it.",
    ),
}
"""What stands below a command's options."""
