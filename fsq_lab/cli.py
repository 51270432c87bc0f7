"""The command line: `open`, `submit`, `restore` and `doctor` for learners, `new`, `build` and `check` for authors."""

import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from fsq_lab.audit import commands as audit_commands
from fsq_lab.grading import commands
from fsq_lab.ground.chapters import chapter_named
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.harmless import steady
from fsq_lab.ground.language import LANGUAGES, CourseError, current, message, use
from fsq_lab.ground.progress import learner_folder
from fsq_lab.report import evaluate_command

if TYPE_CHECKING:
    from fsq_lab.authoring.targets import Target

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
commands.add_to(app)
audit_commands.add_to(app)
evaluate_command.add_to(app)
_console = Console(stderr=True, highlight=False)
_REPLACE = "replace whatever file has that name"
_QUESTIONNAIRE = (
    "such as bank_branch or bank_branch+finance_blocks, or your own YAML, CSV or Excel file; kit: files for practice"
)


@app.callback()
def _course() -> None:
    """Financial service quality and customer relationships: a course (金融服务品质评价与客户关系维护)."""


@app.command(name="open")
def open_course(
    chapter: Annotated[str | None, typer.Argument(help="03 or 03_servqual; the first chapter by default")] = None,
    lang: Annotated[str | None, typer.Option(help="zh or en; the last choice by default")] = None,
    browser: Annotated[bool, typer.Option(help="open a browser window")] = True,
    port: Annotated[int | None, typer.Option(help="port of the local server")] = None,
    folder: Annotated[Path | None, typer.Option(help="the learner's folder; my-course/ by default")] = None,
    lab: Annotated[bool, typer.Option(help="start JupyterLab; otherwise only lay the course out")] = True,
    in_place: Annotated[bool, typer.Option("--in-place", help="for authors: the checkout itself")] = False,
) -> None:
    """Lay the course out in my-course/ and open a chapter in JupyterLab (打开课程)."""
    from fsq_lab.learner import workspace

    if lang is not None and lang not in LANGUAGES:
        _stop(CourseError("language.unknown", language=lang, known=", ".join(LANGUAGES)))
    here = (folder or Path.cwd() / workspace.FOLDER).resolve()
    try:
        if in_place:
            root, state = course_folder(), course_folder() / workspace.FOLDER / workspace.STATE
        else:
            changes = workspace.lay_out(here)
            root, state = here, here / workspace.STATE
        language = workspace.choose_language(state.parent, lang)
        use(language)
        path = workspace.chapter_path(chapter, language)
    except CourseError as error:
        _stop(error)
    if not in_place:
        _say(message("open.laid_out", folder=here, number=len(changes.written)))
        for name in changes.kept:
            _say(message("open.kept", file=name))
    if not lab:
        return
    _say(message("open.starting", path=path))
    command = workspace.lab_command(root, state, path, language, browser, port, author=in_place)
    venv = Path(sys.prefix) if sys.prefix != sys.base_prefix else None
    workspace.become(command, root, workspace.environment(Path(sys.executable), venv, os.environ))


@app.command()
def submit(
    chapter: Annotated[str, typer.Argument(help="03 or 03_servqual; or a notebook, if you work in a copy")],
    student_id: Annotated[str | None, typer.Option("--student-id", help="your id, 学号; left out if not given")] = None,
    lang: Annotated[str | None, typer.Option(help="zh or en; the copy you worked in by default")] = None,
    folder: Annotated[Path | None, typer.Option(help="your course folder; my-course/ by default")] = None,
    out: Annotated[Path | None, typer.Option(help="the zip, or a folder for it; your course folder by default")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="replace another zip of that name")] = False,
) -> None:
    """Check an exercise for what is still empty and pack it for handing in (打包上交)."""
    from fsq_lab.learner import handing_in, submission

    here = _learner_folder(folder, lang)
    try:
        copy = handing_in.copy_to_pack(here, chapter, lang)
        packed = submission.collect(here, copy.exercise, copy.language, student_id, copy.path)
        file = submission.write(packed, out or here, replace)
    except CourseError as error:
        _stop(error)
    for line in handing_in.told_of(here, packed, copy):
        _say(line, "yellow")
    _say(handing_in.written_line(packed, copy, file))


@app.command()
def restore(
    notebook: Annotated[Path, typer.Argument(help="03, or a notebook such as notebooks/zh/03_servqual.ipynb")],
    folder: Annotated[Path | None, typer.Option(help="your course folder; my-course/ by default")] = None,
) -> None:
    """Lay one notebook out anew; yours is kept aside, the others are not touched (恢复一个笔记本)."""
    from fsq_lab.learner import workspace

    here = _learner_folder(folder, None)
    try:
        chosen = notebook if notebook.suffix else workspace.notebook_to_restore(here, str(notebook), current())
        kept = workspace.restore(here, chosen)
    except CourseError as error:
        _stop(error)
    done = message("restore.kept", file=kept) if kept else message("restore.done")
    told = message("restore.restored", file=chosen.as_posix(), done=done)
    _say(told)


@app.command(name="doctor")
def examine(
    lang: Annotated[str | None, typer.Option(help="zh or en; the system's by default")] = None,
    folder: Annotated[Path | None, typer.Option(help="your course folder; my-course/ by default")] = None,
) -> None:
    """Examine what the course needs of this computer; exit 1 if something is wrong (检查运行环境)."""
    from fsq_lab.learner import doctor

    here = _learner_folder(folder, lang)
    lines, well = doctor.diagnosis(here)
    for line in lines:
        print(line)
    raise typer.Exit(not well)


@app.command(name="new")
def new_chapter(
    name: Annotated[str, typer.Argument(help="two digits and a name, such as 04_reliability; or the word exam")],
    exam: Annotated[str | None, typer.Argument(help="after the word exam: its name, such as midterm")] = None,
) -> None:
    """For authors: write the frame of a chapter as a draft, or of an exam of your own (写出一课或考试题的框架)."""
    from fsq_lab.gates.new_chapter import write_frame
    from fsq_lab.gates.new_exam import write_exam
    from fsq_lab.grading.handed_out import exam_folder

    try:
        if (name == "exam") != (exam is not None):
            raise CourseError("new_exam.how")
        written = [write_exam(exam_folder(), exam)] if exam else write_frame(course_folder(), name)
    except CourseError as error:
        _stop(error)
    for file in written:
        _say(message("new_chapter.written", file=file))
    _say(message("new_exam.next", name=exam) if exam else message("new_chapter.next", number=name[:2]))


@app.command(name="check")
def check_chapter(
    chapter: Annotated[str, typer.Argument(help="03 or 03_servqual")],
    quick: Annotated[bool, typer.Option("--quick", help="prove no exercise and run no notebook")] = False,
) -> None:
    """For authors: run a chapter's gates; exit 1 where one fails (检查一课)."""
    from fsq_lab.gates import checking

    try:
        with _progress() as bar:
            task = bar.add_task(message("build.comparing"), total=None, path="", visible=not quick)
            found = checking.check(course_folder(), chapter, quick, _reporter(bar, task))
    except CourseError as error:
        _stop(error)
    for line in found.lines:
        _say(line)
    raise typer.Exit(bool(found.faults))


@app.command()
def build(
    chapter: Annotated[str | None, typer.Argument(help="03 or 03_servqual; the whole course by default")] = None,
    check: Annotated[bool, typer.Option("--check", help="compare only, run nothing; exit 1 on any difference")] = False,
    everything: Annotated[bool, typer.Option("--all", help="with --check: run and compare everything")] = False,
    jobs: Annotated[int | None, typer.Option(help="processes at once; one per core by default")] = None,
    html: Annotated[Path | None, typer.Option(help="also write each chapter as HTML into this folder")] = None,
    replace: Annotated[bool, typer.Option("--replace", help=f"with --html: {_REPLACE}")] = False,
) -> None:
    """Build notebooks/, exercises/ and solutions/ from course/ (由course/生成笔记本)."""
    from fsq_lab.authoring import build as builder
    from fsq_lab.authoring.targets import targets
    from fsq_lab.gates.standard import short_path_minutes

    root = course_folder()
    try:
        only = frozenset({chapter_named(chapter, root).name}) if chapter else None
        with _progress() as bar:
            task = bar.add_task(message("build.comparing" if check else "build.building"), total=None, path="")
            if check:
                found = builder.check(root, _reporter(bar, task), jobs, only, everything)
            else:
                made = builder.build(root, _reporter(bar, task), jobs, only)
    except CourseError as error:
        if html is None or find_spec("jupytext"):
            _stop(error)
        return _write_pages(html, replace)  # of the notebooks as they are
    if html is not None:
        _write_pages(html, replace)
    if not check:
        _say(message("build.built", number=len(made)))
        _say(message("build.short_path", minutes=short_path_minutes(root)))
        return
    for difference in found:
        _say(str(difference))
    if found:
        _say(message("build.drifted", number=len(found)))
        raise typer.Exit(1)
    _say(message("build.current", number=len(targets(root))))


def _write_pages(folder: Path, replace: bool) -> None:
    from fsq_lab.classroom.handout import write_handouts

    try:
        for file in write_handouts(course_folder(), folder, replace):
            _say(message("pages.written", file=file))
    except CourseError as error:
        _stop(error)


@app.command()
def reference(
    lang: Annotated[list[str] | None, typer.Option(help="zh or en, once for each; both by default")] = None,
    out: Annotated[Path, typer.Option(help="the folder to write into")] = Path("reference"),
    replace: Annotated[bool, typer.Option("--replace", help="replace files of those names")] = False,
) -> None:
    """Write the glossary and a page of formulas, to print (术语表和公式表)."""
    from fsq_lab.classroom.reference import write_reference

    try:
        for file in write_reference(course_folder(), out, replace, lang or LANGUAGES):
            _say(message("pages.written", file=file))
    except CourseError as error:
        _stop(error)


@app.command(name="data")
def datasets() -> None:
    """Write the synthetic tables and their descriptions into datasets/ (生成合成数据)."""
    from fsq_lab.upkeep.datasets import write_datasets

    for file in write_datasets():
        _say(str(file))


@app.command()
def survey(
    instrument: Annotated[str, typer.Argument(help=_QUESTIONNAIRE)],
    lang: Annotated[str | None, typer.Option(help="zh or en; the system's by default")] = None,
    to: Annotated[str, typer.Option(help="html (to print), xlsform (KoboToolbox, ODK) or table (to change)")] = "html",
    out: Annotated[
        Path | None, typer.Option(help="the file to write (kit: the folder); its name is made by default")
    ] = None,
    map_file: Annotated[Path | None, typer.Option("--map", help="a file of answers: draft its mapping")] = None,
    sheet: Annotated[str | None, typer.Option(help="with --map: the workbook's sheet")] = None,
    encoding: Annotated[str | None, typer.Option(help="with --map: of a CSV file, such as big5")] = None,
    replace: Annotated[bool, typer.Option("--replace", help=_REPLACE)] = False,
) -> None:
    """Write a questionnaire to hand out, on paper or as a form; or draft a mapping of its answers (生成问卷)."""
    try:
        if lang is not None:
            use(lang)
        if map_file is not None:
            from fsq_lab.survey.drafting import write_mapping

            files = [write_mapping(map_file, instrument, out, sheet, encoding, replace)]
        elif instrument == "kit":
            from fsq_lab.classroom.survey_kit import KIT, write_kit

            files = write_kit(out or Path(KIT), replace)
        else:
            from fsq_lab.classroom.xlsform import write_questionnaire
            from fsq_lab.survey.instruments import instrument as find_instrument

            files = [write_questionnaire(instrument, to, out, replace)]
            asked = find_instrument(instrument)
            gaps = [gap for gap in asked.notice_gaps if to == "xlsform" or gap in str(asked.notice)]
            if to != "table" and gaps:
                _say(message("pages.notice_open", gaps=" ".join(gaps)), "yellow")
    except CourseError as error:
        _stop(error)
    for file in files:
        _say(message("pages.written", file=file))


@app.command()
def roleplay(
    name: Annotated[str, typer.Argument(help="a role play such as wrong-transfer, or a YAML file")],
    lang: Annotated[str | None, typer.Option(help="zh or en; the system's by default")] = None,
    to: Annotated[str, typer.Option(help="cards (to print) or svg (the graph, for authors)")] = "cards",
    out: Annotated[Path | None, typer.Option(help="the file to write; its name is made by default")] = None,
    replace: Annotated[bool, typer.Option("--replace", help=_REPLACE)] = False,
) -> None:
    """Write a role play as cards for a room without computers, or draw its graph (生成角色扮演卡片)."""
    from fsq_lab.classroom.roleplay_cards import write_roleplay

    try:
        if lang is not None:
            use(lang)
        file = write_roleplay(name, to, out, replace)
    except CourseError as error:
        _stop(error)
    _say(message("pages.written", file=file))


@app.command(name="export")
def export_questions(
    chapters: Annotated[list[str] | None, typer.Argument(help="03 or 03_servqual; the whole course by default")] = None,
    to: Annotated[
        list[str] | None, typer.Option(help="gift, moodle, handout or sheet, once for each; all by default")
    ] = None,
    lang: Annotated[list[str] | None, typer.Option(help="zh or en, once for each; both by default")] = None,
    variants: Annotated[
        int, typer.Option(help="sets of numbers in gift and moodle for each question that draws any")
    ] = 1,
    out: Annotated[Path, typer.Option(help="the folder to write into")] = Path("export"),
    replace: Annotated[bool, typer.Option("--replace", help="replace files of those names")] = False,
) -> None:
    """For instructors: write the questions with their answers, for a platform or on paper (导出题库，供教师使用)."""
    from fsq_lab.classroom import export

    try:
        with _progress() as bar:
            task = bar.add_task(message("export.writing"), total=None, path="")
            tell = _telling(bar, task, "path")
            made = export.export(out, chapters or (), to or (), lang or (), variants, replace, tell)
    except CourseError as error:
        _stop(error)
    for line in export.account(made):
        _say(line)
    _say(message("export.done", count=len(made), folder=out))


@app.command(name="analyse")
def analyse_answers(
    answers: Annotated[
        Path, typer.Argument(help="a folder of progress.jsonl files, one per learner, or a CSV of marks")
    ],
    lang: Annotated[str | None, typer.Option(help="zh or en; the system's by default")] = None,
    out: Annotated[Path, typer.Option(help="the page to write")] = Path("analysis.html"),
    replace: Annotated[bool, typer.Option("--replace", help="replace a page of that name")] = False,
) -> None:
    """For instructors: analyse the questions by collected answers (题目分析，供教师使用)."""
    try:
        if lang is not None:
            use(lang)
        from fsq_lab.classroom.analysis_page import write_analysis

        with _progress() as bar:
            task = bar.add_task(message("analysis.reading"), total=None, path="")
            written = write_analysis(answers, out, replace, _telling(bar, task, "path"))
    except CourseError as error:
        _stop(error)
    _say(message("pages.written", file=written))


def _learner_folder(folder: Path | None, lang: str | None) -> Path:
    """Return the learner's folder: the one given, the one around here, or my-course/; speak its language."""
    from fsq_lab.learner import workspace

    here = (folder or learner_folder() or Path.cwd() / workspace.FOLDER).resolve()
    try:
        use(lang or workspace.language_of(here))
    except CourseError as error:
        _stop(error)
    return here


def _progress() -> Progress:
    told, named = (TextColumn(text, markup=False) for text in ("{task.description}", "{task.fields[path]}"))
    return Progress(told, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), named, console=_console)


def _telling(bar: Progress, task: TaskID, column: str) -> Callable[[str, int, int], None]:
    """Return what shows a name, how many are done and of how many."""
    return lambda name, done, total: bar.update(task, completed=done, total=total, **{column: steady(name)})  # type: ignore[arg-type]


def _reporter(bar: Progress, task: TaskID) -> "Callable[[Target, int, int], None]":
    tell = _telling(bar, task, "path")
    return lambda target, done, total: tell(target.path, done, total)


def _say(text: str, style: str = "") -> None:
    """Print a line as it stands: names of files and answers hold what rich would take for markup."""
    _console.print(steady(text), style=style, markup=False, emoji=False, soft_wrap=True)


def _stop(error: CourseError) -> NoReturn:
    _say(str(error), "red")
    raise typer.Exit(2)
