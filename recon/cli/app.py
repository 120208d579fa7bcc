"""The commands and their options; each command's work stands in a module of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recon.cli.console import guarded
from recon.cli.offices import office
from recon.words import Lang

app = typer.Typer(
    name="recon",
    help="Reconcile graduate-photo rosters with the enrolment extract. 核对毕业生图像采集名单与学籍数据。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback when something goes wrong.")]
Language = Annotated[str, typer.Option("--lang", metavar="zh|en", help="Language of messages and evidence.")]
CampaignFile = Annotated[Path, typer.Option("--campaign", metavar="FILE", help="campaign.toml")]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder for the result.")]
WorkspaceDir = Annotated[
    Path | None, typer.Option("--workspace", metavar="DIR", help="The office's workspace.")
]


def language(text: str) -> Lang:
    """Return a language, refusing any other word."""
    if text not in {"zh", "en"}:
        raise typer.BadParameter("zh | en", param_hint="--lang")
    return "zh" if text == "zh" else "en"


@app.command()
def run(
    campaign: CampaignFile,
    extract: Annotated[
        list[str], typer.Option("--extract", metavar="FILE|URL", help="Official extract; repeat it.")
    ],
    rosters: Annotated[
        list[Path], typer.Option("--rosters", metavar="PATH", help="File, folder, zip or eml; repeat it.")
    ],
    out: Out = None,
    photos: Annotated[
        list[Path] | None, typer.Option("--photos", metavar="FILE", help="Photo register.")
    ] = None,
    planned: Annotated[
        list[Path] | None, typer.Option("--planned", metavar="FILE", help="Planned graduates.")
    ] = None,
    sites: Annotated[Path | None, typer.Option("--sites", metavar="FILE", help="Site list.")] = None,
    submissions: Annotated[
        Path | None, typer.Option("--submissions", metavar="FILE", help="Who sent what, when.")
    ] = None,
    passwords: Annotated[
        Path | None, typer.Option("--passwords", metavar="FILE", help="CSV: file,password.")
    ] = None,
    extract_query: Annotated[
        str, typer.Option("--extract-query", metavar="SQL", help="Query or table of a database URL.")
    ] = "",
    workspace: WorkspaceDir = None,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="Judge as on this day (2020-06-15).")
    ] = "",
    engine: Annotated[str, typer.Option("--engine", metavar="duckdb|polars|pandas|spark")] = "duckdb",
    master: Annotated[str, typer.Option("--master", metavar="URL", help="Spark master.")] = "",
    memory: Annotated[str, typer.Option("--memory", metavar="SIZE", help="Upper bound, such as 2GB.")] = "",
    threads: Annotated[int, typer.Option("--threads", metavar="N", min=0)] = 0,
    lang: Language = "",
    json: Annotated[bool, typer.Option("--json", help="Print summary.json on stdout.")] = False,
    debug: Debug = False,
) -> None:
    """Compare rosters with the extract; write findings, coverage, corrected and return sheets."""
    from recon.cli import running

    with guarded(language(lang or "zh"), debug=debug):
        running.run(
            running.Asked(
                campaign=campaign,
                extracts=tuple(extract),
                rosters=tuple(rosters),
                out=out,
                photos=tuple(photos or ()),
                planned=tuple(planned or ()),
                sites=(sites,) if sites else (),
                submissions=(submissions,) if submissions else (),
                passwords=passwords,
                query=extract_query,
                workspace=workspace,
                as_of=as_of,
                engine=engine,
                master=master,
                memory=memory,
                threads=threads,
                lang=language(lang) if lang else None,
                json=json,
            )
        )


@app.command()
def inspect(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…")],
    json: Annotated[bool, typer.Option("--json", help="One JSON line per file.")] = False,
    dump: Annotated[
        Path | None, typer.Option("--dump", metavar="DIR", help="Write every sheet as CSV, exactly.")
    ] = None,
    lang: Language = "zh",
    debug: Debug = False,
) -> None:
    """Tell what is in a file, and whether it can be read."""
    from recon.cli import looking

    with guarded(language(lang), debug=debug):
        looking.inspect(files, dump=dump, json=json, lang=language(lang))


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…")],
    campaign: Annotated[Path | None, typer.Option("--campaign", metavar="FILE")] = None,
    lang: Language = "zh",
    debug: Debug = False,
) -> None:
    """Check a roster by itself, as a site can before sending it: no extract needed."""
    from recon.cli import looking

    with guarded(language(lang), debug=debug):
        looking.check(files, campaign=campaign, lang=language(lang))


@app.command()
def rules(
    markdown: Annotated[bool, typer.Option("--markdown", help="As docs/rules.md.")] = False,
    lang: Language = "zh",
    debug: Debug = False,
) -> None:
    """List the rules."""
    from recon.cli import listing

    with guarded(language(lang), debug=debug):
        listing.rules(markdown=markdown, lang=language(lang))


@app.command()
def sites(
    extract: Annotated[list[str], typer.Option("--extract", metavar="FILE|URL")],
    sites: Annotated[Path | None, typer.Option("--sites", metavar="FILE")] = None,
    campaign: Annotated[Path | None, typer.Option("--campaign", metavar="FILE")] = None,
    lang: Language = "zh",
    debug: Debug = False,
) -> None:
    """List the sites the extract and the site list define."""
    from recon.cli import listing

    with guarded(language(lang), debug=debug):
        listing.sites(extract, sites, campaign, lang=language(lang))


@app.command()
def sample(
    into: Annotated[Path, typer.Option("--into", metavar="DIR")],
    seed: Annotated[int, typer.Option("--seed", metavar="N")] = 2020,
    site_count: Annotated[int, typer.Option("--site-count", metavar="N", min=1)] = 25,
    student_count: Annotated[int, typer.Option("--student-count", metavar="N", min=1)] = 8000,
    lang: Language = "zh",
    debug: Debug = False,
) -> None:
    """Make a synthetic campaign with known mistakes (truth.json)."""
    from recon.cli import sampling

    with guarded(language(lang), debug=debug):
        sampling.sample(
            into, seed=seed, site_count=site_count, student_count=student_count, lang=language(lang)
        )


@app.command()
def score(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    truth: Annotated[Path, typer.Option("--truth", metavar="FILE")],
    json: Annotated[bool, typer.Option("--json")] = False,
    lang: Language = "zh",
    debug: Debug = False,
) -> None:
    """Hold a result against the truth of a sample: recall, precision, proposals."""
    from recon.cli import sampling

    with guarded(language(lang), debug=debug):
        sampling.score(folder, truth, json=json, lang=language(lang))


@app.command()
def export(
    kinds: Annotated[list[str], typer.Argument(metavar="KIND…")],
    workspace: Annotated[
        Path, typer.Option("--workspace", metavar="DIR", help="A workspace, or the folder of a run.")
    ],
    unit: Annotated[list[str] | None, typer.Option("--unit", metavar="CODE")] = None,
    student: Annotated[str, typer.Option("--student", metavar="NO", help="For the case file.")] = "",
    layout: Annotated[str, typer.Option("--layout", metavar="official|own")] = "official",
    password_file: Annotated[Path | None, typer.Option("--password-file", metavar="FILE")] = None,
    out: Out = None,
    lang: Language = "zh",
    debug: Debug = False,
) -> None:
    """Write files from the newest run of a workspace: corrected, returned, circular …"""
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


@app.command()
def dashboard(
    workspace: WorkspaceDir = None,
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535)] = 8501,
    lang: Language = "zh",
    debug: Debug = False,
) -> None:
    """Open the dashboard; without a workspace, on the sample campaign."""
    from recon.cli import serving

    with guarded(language(lang), debug=debug):
        serving.dashboard(workspace, port=port)


app.add_typer(office, name="workspace")


def main() -> None:
    """Run the command line."""
    app()
