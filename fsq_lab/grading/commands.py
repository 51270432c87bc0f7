"""The grader's commands: `fsq-lab grade`, and `fsq-lab class new`, `add` and `variants`."""

import os
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from fsq_lab.ground.language import CourseError, message, use

if TYPE_CHECKING:
    from fsq_lab.grading.marking import Runner

classes = typer.Typer(no_args_is_help=True, add_completion=False, help="For instructors: a class and its data (班级).")
_console = Console(stderr=True, highlight=False)


def add_to(app: typer.Typer) -> None:
    """Add the commands to `fsq-lab`'s."""
    app.command(name="grade")(grade)
    app.add_typer(classes, name="class")


def grade(
    folder: Annotated[
        Path | None, typer.Argument(help="the hand-ins; leave out to write everything anew from the gradebook")
    ] = None,
    exercise: Annotated[str | None, typer.Option(help="such as 03_servqual; all that are found by default")] = None,
    class_folder: Annotated[Path | None, typer.Option("--class", help="the class's folder")] = None,
    out: Annotated[Path | None, typer.Option(help="for gradebook and reports; FOLDER-marks by default")] = None,
    jobs: Annotated[int | None, typer.Option(help="processes at once; one per core by default", min=1)] = None,
    resume: Annotated[bool, typer.Option("--resume", help="leave out what is marked already")] = False,
    sheet: Annotated[list[Path] | None, typer.Option(help="a filled to_mark workbook to read back")] = None,
    template: Annotated[list[Path] | None, typer.Option(help="your platform's table (CSV, Excel) to fill in")] = None,
    column: Annotated[str | None, typer.Option(help="the template's column that gets the points")] = None,
    unconfined: Annotated[
        bool, typer.Option("--unconfined", help="run students' code without confinement, and say so on every mark")
    ] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; the system's by default")] = None,
) -> None:
    """For instructors: mark a folder of hand-ins (批改一个文件夹的作业)."""
    from fsq_lab.grading.classes import FILE as CLASS
    from fsq_lab.grading.grading_run import Order, carry_out

    try:
        if lang is not None:
            use(lang)
        number = jobs or os.cpu_count() or 1
        to = out or (class_folder / "marks" if class_folder else None) or (_beside(folder) if folder else _of(sheet))
        if to is None:
            raise CourseError("grade.no_place")
        if class_folder is None and (to.parent / CLASS).is_file():
            class_folder = to.parent
        order = Order(folder, to, exercise, class_folder, resume, number, sheet or (), template or (), column)
        with _bar() as bar:
            names = ("reading", "marking") if folder else ()
            told = {name: bar.add_task(message(f"grade.{name}"), total=None, path="") for name in names}
            done = carry_out(
                order,
                lambda: _workers(number, unconfined),
                lambda path, count, total: bar.update(told["reading"], completed=count, total=total, path=path),
                lambda path, count, total: bar.update(told["marking"], completed=count, total=total, path=path),
            )
    except CourseError as error:
        _stop(error)
    for line in done.lines:
        _console.print(line, markup=False, soft_wrap=True)
    for file in done.files:
        _console.print(message("pages.written", file=file), markup=False, soft_wrap=True)
    for line in done.refused:
        _console.print(line, style="red", markup=False, soft_wrap=True)
    if done.refused:
        raise typer.Exit(2)


@classes.command("new")
def new(
    folder: Annotated[Path, typer.Argument(help="the class's folder, to be made")],
    roster: Annotated[Path | None, typer.Option(help="CSV or Excel with a column 学号 (student id)")] = None,
    name: Annotated[str | None, typer.Option(help="the class's name; the folder's by default")] = None,
    flagged: Annotated[str, typer.Option(help="points of typed-in numbers: keep or zero")] = "keep",
    lang: Annotated[str | None, typer.Option(help="zh or en; the system's by default")] = None,
) -> None:
    """Make a class, with its roster and the secret of its hidden data (建立班级)."""
    from fsq_lab.grading.classes import new_class, secret_file

    try:
        _speak(lang)
        made = new_class(folder, roster, name, flagged)
    except CourseError as error:
        _stop(error)
    values = {"folder": folder, "count": len(made.roster.names), "file": secret_file()}
    _console.print(message("grade.class.made", **values), markup=False, soft_wrap=True)


@classes.command("add")
def add(
    folder: Annotated[Path, typer.Argument(help="the class's folder")],
    roster: Annotated[Path | None, typer.Option(help="another roster, CSV or Excel")] = None,
    student: Annotated[str | None, typer.Option(help="one student's id (学号)")] = None,
    name: Annotated[str, typer.Option(help="that student's name")] = "",
    lang: Annotated[str | None, typer.Option(help="zh or en; the system's by default")] = None,
) -> None:
    """Add students to a class; nobody is taken out (添加学生)."""
    from fsq_lab.grading.classes import add_students

    try:
        _speak(lang)
        grown = add_students(folder, roster, student, name)
    except CourseError as error:
        _stop(error)
    told = message("grade.class.added", folder=folder, count=len(grown.roster.names))
    _console.print(told, markup=False, soft_wrap=True)


@classes.command("variants")
def variants(
    folder: Annotated[Path, typer.Argument(help="the class's folder")],
    exercise: Annotated[str | None, typer.Option(help="such as 03_servqual; all by default")] = None,
    lang: Annotated[str | None, typer.Option(help="zh or en; the system's by default")] = None,
) -> None:
    """Draw each exercise's hidden data, and tell whether all mistakes can be told apart there (隐藏数据)."""
    from fsq_lab.grading.classes import proof_of_variant, read_class
    from fsq_lab.grading.handed_out import markable

    try:
        _speak(lang)
        known = read_class(folder)
        for one in [exercise] if exercise else markable():
            mark, pairs = proof_of_variant(known, one)
            told = ", ".join(f"{p.answer} ({p.one or 'right'}/{p.other})" for p in pairs)
            key = "grade.class.variant_collides" if pairs else "grade.class.variant"
            values = {"exercise": one, "mark": mark, "pairs": told}
            _console.print(message(key, **values), markup=False, soft_wrap=True)
    except CourseError as error:
        _stop(error)


@classes.command("exam")
def exam(
    name: Annotated[str, typer.Argument(help="an exercise of your own: NAME.py in course/exam/")],
    out: Annotated[Path, typer.Option(help="the folder to write into")] = Path("exam-copies"),
    lang: Annotated[str | None, typer.Option(help="zh or en; the system's by default")] = None,
) -> None:
    """Prove an exam of your own and write the students' copies, without answers (生成考试题的学生版)."""
    from fsq_lab.grading.exams import write_copies

    try:
        _speak(lang)
        files = write_copies(name, out)
    except CourseError as error:
        _stop(error)
    for file in files:
        _console.print(message("pages.written", file=file), markup=False, soft_wrap=True)


def _workers(jobs: int, unconfined: bool) -> "AbstractContextManager[Runner]":
    """Return what runs students' cells, confined; without confinement nothing runs unless that was asked for."""
    from fsq_lab.grading.confined.workers import Workers

    return Workers(jobs, unconfined=unconfined)


def _of(sheets: list[Path] | None) -> Path | None:
    """Return the folder of a gradebook in which a workbook lies."""
    from fsq_lab.grading.gradebook import FILE as BOOK

    return next((one.resolve().parent for one in sheets or () if (one.parent / BOOK).is_file()), None)


def _beside(folder: Path) -> Path:
    return folder.resolve().with_name(f"{folder.resolve().name}-marks")


def _speak(lang: str | None) -> None:
    if lang is not None:
        use(lang)


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[path]}", markup=False),
        console=_console,
    )


def _stop(error: CourseError) -> NoReturn:
    _console.print(str(error), style="red", markup=False, soft_wrap=True)
    if error.key == "grading.confined.refused":
        _console.print(message("grade.how_unconfined"), markup=False, soft_wrap=True)
    raise typer.Exit(2)
