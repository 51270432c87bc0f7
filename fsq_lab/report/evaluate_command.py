"""The command `fsq-lab evaluate`: a survey's answers become a report as one page."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from fsq_lab.ground.harmless import steady
from fsq_lab.ground.language import CourseError, message, use

_console = Console(stderr=True, highlight=False)
_QUESTIONNAIRE = "such as bank_branch or bank_branch+finance_blocks, or your own YAML, CSV or Excel file"


def add_to(app: typer.Typer) -> None:
    """Add the command to `fsq-lab`'s."""
    app.command(name="evaluate")(evaluate)


def evaluate(
    file: Annotated[Path, typer.Argument(help="the answers, CSV or Excel, as a survey tool exports them")],
    instrument: Annotated[str, typer.Option(help=_QUESTIONNAIRE)],
    lang: Annotated[str | None, typer.Option(help="zh or en; the system's by default")] = None,
    out: Annotated[Path, typer.Option(help="the page to write")] = Path("report.html"),
    group: Annotated[str | None, typer.Option(help="the column to compare by; the branch by default")] = None,
    mapping: Annotated[Path | None, typer.Option(help="a YAML file, as survey --map drafts it")] = None,
    sheet: Annotated[str | None, typer.Option(help="the workbook's sheet; the first visible one by default")] = None,
    encoding: Annotated[str | None, typer.Option(help="of a CSV file, such as big5; found by default")] = None,
    institution: Annotated[str | None, typer.Option(help="its name; what the file names by default")] = None,
    months: Annotated[str | None, typer.Option(help="when customers answered; the file's dates by default")] = None,
    keep_duplicates: Annotated[bool, typer.Option("--keep-duplicates", help="also count repeated rows")] = False,
    invited: Annotated[
        int | None, typer.Option(help="how many were asked one by one: adds the response rate", min=1)
    ] = None,
    margins: Annotated[
        Path | None, typer.Option(help="the population by variable, category, share (CSV, Excel): adds weighting")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="replace whatever file has that name")] = False,
) -> None:
    """Evaluate a survey and write the report as one page, to read on a phone or print (生成评价报告)."""
    try:
        if lang is not None:
            use(lang)
        from fsq_lab.report.evaluation import Asides, write_report
        from fsq_lab.report.nonresponse import WhoWasAsked

        asides = Asides(institution, months, keep_duplicates, WhoWasAsked(invited, margins))
        advice: list[str] = []
        with _bar() as bar:
            task = bar.add_task(message("report.reading"), total=None)
            told = lambda name, done, total: bar.update(task, completed=done, total=total, description=steady(name))  # noqa: E731
            more = (told, asides, advice.append, encoding, replace)
            written = write_report(file, instrument, out, group, mapping, sheet, *more)
    except CourseError as error:
        _stop(error)
    for line in advice:
        _say(line)
    _say(message("pages.written", file=written))


def _bar() -> Progress:
    told = TextColumn("{task.description}", markup=False)
    return Progress(told, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=_console)


def _say(text: str, style: str = "") -> None:
    """Print a line as it stands: names of files and answers hold what rich would take for markup."""
    _console.print(steady(text), style=style, markup=False, emoji=False, soft_wrap=True)


def _stop(error: CourseError) -> NoReturn:
    _say(str(error), "red")
    raise typer.Exit(2)
