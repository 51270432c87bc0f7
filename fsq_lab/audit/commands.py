"""The comprehensive training's commands: `fsq-lab audit new`, `check` and `sheet`."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from fsq_lab.ground.language import CourseError, message, use

audits = typer.Typer(no_args_is_help=True, add_completion=False, help="The comprehensive training (综合实训).")
_console = Console(stderr=True, highlight=False)


def add_to(app: typer.Typer) -> None:
    """Add the commands to `fsq-lab`'s."""
    app.add_typer(audits, name="audit")


@audits.command("new")
def new(
    team: Annotated[str, typer.Argument(help="the team's name: letters, digits, - and _; it decides the data")],
    institution: Annotated[str, typer.Option(help="bank, mobile, securities or insurer")],
    folder: Annotated[Path | None, typer.Option(help="the folder to make; TEAM here by default")] = None,
    member: Annotated[list[str] | None, typer.Option(help="a member's name; once for each")] = None,
    alone: Annotated[bool, typer.Option("--alone", help="one learner, in 12 hours")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en, to hand in in; the system's by default")] = None,
) -> None:
    """Lay out a team's folder: brief, roles, timeline, ten deliverables, and its own data (建立小组文件夹)."""
    from fsq_lab.audit.layout import lay_out
    from fsq_lab.audit.team import new_team
    from fsq_lab.ground.synthetic.team_world import worlds

    try:
        if lang is not None:
            use(lang)
        if institution not in worlds()["institutions"]:
            raise CourseError("audit.no_institution", name=institution, known=", ".join(worlds()["institutions"]))
        names = tuple(member or ())
        if alone and len(names) > 1:
            raise CourseError("audit.not_alone")
        made = new_team(team, institution, names or ((team,) if alone else ()), lang)
        here = folder or Path(made.name)
        files = lay_out(made, here)
    except CourseError as error:
        _stop(error)
    minutes = message("audit.made_alone" if made.alone else "audit.made_team")
    _say(message("audit.made", folder=here, count=len(files), language=made.language, minutes=minutes))


@audits.command("check")
def check(
    folder: Annotated[Path, typer.Argument(help="a team's folder")],
    lang: Annotated[str | None, typer.Option(help="zh or en; the team's by default")] = None,
) -> None:
    """Mark the automatic half of the rubric and say what is missing; nothing is changed (检查并给自动评的部分打分)."""
    from fsq_lab.audit.examined import examine, told

    try:
        _speak(folder, lang)
        lines = told(examine(folder))
    except CourseError as error:
        _stop(error)
    for line, style in lines:
        _say(line, style)


@audits.command("sheet")
def sheet(
    folder: Annotated[Path, typer.Argument(help="a team's folder")],
    out: Annotated[Path | None, typer.Option(help="the workbook; TEAM-score.xlsx beside the folder by default")] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="replace the file of that name; marks typed into a sheet of the team are kept"),
    ] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; the team's by default")] = None,
) -> None:
    """For instructors: write the 100-point sheet with the automatic points in it (写出百分评分表)."""
    from fsq_lab.audit.examined import examine
    from fsq_lab.audit.sheet import score_sheet
    from fsq_lab.audit.typed_marks import typed_marks
    from fsq_lab.ground.regular_files import MOST_WRITTEN, read_regular
    from fsq_lab.ground.written_files import check_target, write_file

    try:
        team = _speak(folder, lang)
        target = out or folder.resolve().parent / f"{team}-score.xlsx"
        check_target(target, replace, lambda old: typed_marks(old, team) is not None, suffixes=(".xlsx",))
        typed = typed_marks(read_regular(target, MOST_WRITTEN), team) if target.exists() else None
        if typed and typed.count and not replace:
            raise CourseError("audit.marks_there", file=target, count=typed.count)
        file = write_file(target, score_sheet(examine(folder), typed), replace, suffixes=(".xlsx",))
    except CourseError as error:
        _stop(error)
    _say(message("pages.written", file=file))
    if typed and typed.count:
        _say(message("audit.carried", count=typed.count))


@audits.command("sample")
def sample(
    name: Annotated[str, typer.Argument(help="good or middling")],
    folder: Annotated[
        Path | None, typer.Option(help="the folder to make; the sample team's name here by default")
    ] = None,
    lang: Annotated[str | None, typer.Option(help="zh or en; the system's by default")] = None,
) -> None:
    """Write the report of an invented team as it was handed in, and its marked sheet (写出样例报告和它的评分表)."""
    from fsq_lab.audit.sample_sheet import marked_sheet
    from fsq_lab.audit.sample_teams import sample_team, write_sample
    from fsq_lab.ground.written_files import check_target, write_file

    try:
        if lang is not None:
            use(lang)
        found = sample_team(name)
        here = folder or Path(found.team.name)
        sheet_file = here.parent / f"{here.name}-score.xlsx"
        check_target(sheet_file, False, suffixes=(".xlsx",))
        write_sample(found, here)
        write_file(sheet_file, marked_sheet(found), suffixes=(".xlsx",))
    except CourseError as error:
        _stop(error)
    values = {"team": found.team.name, "seed": found.team.seed, "folder": here, "sheet": sheet_file.name}
    _say(message("audit.sample.written", **values))


def _speak(folder: Path, lang: str | None) -> str:
    """Speak the language that was asked for, else the team's; return the team's name."""
    from fsq_lab.audit.team import read_team

    if lang is not None:
        use(lang)
    team = read_team(folder)
    use(lang or team.language)
    return team.name


def _say(text: str, style: str = "") -> None:
    _console.print(text, style=style, markup=False, soft_wrap=True)


def _stop(error: CourseError) -> NoReturn:
    _console.print(str(error), style="red", markup=False, soft_wrap=True)
    raise typer.Exit(2)
