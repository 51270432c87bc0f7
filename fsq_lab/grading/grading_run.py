"""One command's work: take in, mark, and write all that an instructor takes out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path

from fsq_lab.grading.class_report import class_page
from fsq_lab.grading.classes import SchoolClass, read_class, variant_of
from fsq_lab.grading.feedback import feedback_file, feedback_page
from fsq_lab.grading.gradebook import FILE, Gradebook
from fsq_lab.grading.handed_out import handed_out, markable
from fsq_lab.grading.intake import Intake, Received, Tell, take_in
from fsq_lab.grading.mark_sheet import read_sheet, sheet_to_mark
from fsq_lab.grading.marking import Runner, Variant, is_marked, mark
from fsq_lab.grading.platforms import FilledTemplate, csv_marks, excel_marks, fill_template
from fsq_lab.grading.results_folder import ResultsFolder
from fsq_lab.grading.roster import Roster
from fsq_lab.grading.standing import StudentMarks, standings
from fsq_lab.grading.workbooks_out import csv_text
from fsq_lab.grading.written_page import written_page
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import CourseError, message


@dataclass(frozen=True)
class Order:
    """What is to be done.

    Attributes
    ----------
    folder : Path or None
        The hand-ins; None to read decisions back and write everything anew from the gradebook.
    out : Path
        Where the gradebook and all else is written.
    exercise : str, optional
    class_folder : Path, optional
        Without it there is no roster and no hidden variant.
    judges : int
        Processes that judge, 0 for this one.
    sheets, templates : sequence of Path
        Filled workbooks to read back; platforms' templates to fill in.
    column : str, optional
        The column of a template that gets the points.
    """

    folder: Path | None
    out: Path
    exercise: str | None = None
    class_folder: Path | None = None
    resume: bool = False
    judges: int = 0
    sheets: Sequence[Path] = ()
    templates: Sequence[Path] = ()
    column: str | None = None


@dataclass
class Done:
    """What was done: how many were marked now, files written, what is to be told, and what was refused."""

    marked: int = 0
    files: list[Path] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def carry_out(
    order: Order,
    workers: Callable[[], AbstractContextManager[Runner]],
    reading: Tell = lambda name, done, total: None,
    marking: Tell = lambda name, done, total: None,
) -> Done:
    """Mark a folder of hand-ins and write marks, feedback, report and sheets.

    Parameters
    ----------
    order : Order
    workers : callable
        Makes what runs students' cells; called only where something is to be run.
    reading, marking : callable
        Told of each file read, and of each hand-in marked.

    Raises
    ------
    CourseError
        When the folder, the class, a sheet or a template cannot be used.
    """
    order = replace(order, exercise=_named(order.exercise))
    school_class = read_class(order.class_folder) if order.class_folder else None
    variant = variant_of(school_class) if school_class else None
    roster = school_class.roster if school_class and school_class.roster.names else None
    taken = _taken(order, roster, reading)
    done = Done()
    with Gradebook(order.out / FILE) as book:
        folder = ResultsFolder(order.out, book)
        waiting = (
            [one for one in taken.marked if not (order.resume and is_marked(one, book, variant or Variant()))]
            if taken
            else []
        )
        if waiting:
            with workers() as runner:
                done.marked = mark(waiting, book, runner, variant, order.judges, marking)
        found = _everyone(book, order, school_class)
        if not found:
            raise CourseError("grade.nothing", folder=order.folder or order.out)
        for sheet in order.sheets:
            _read_back(sheet, book, found, done, folder)
        if order.sheets:
            found = _everyone(book, order, school_class)
        files = _listed(taken) if taken is not None else []
        for exercise, marks in found.items():
            of_exercise = _write(order, exercise, marks, files, folder)
            done.lines += of_exercise.lines
            done.files += of_exercise.files
            done.refused += of_exercise.refused
    _tell(found, taken, variant, done)
    return done


def _named(exercise: str | None) -> str | None:
    """Return an exercise set's whole name; ``03`` stands for the only one that begins so."""
    if not markable():
        raise CourseError("grade.not_a_checkout", folder=course_folder())
    if exercise is None:
        return None
    fits = [name for name in markable() if name == exercise or name.startswith(f"{exercise}_")]
    return handed_out(fits[0] if len(fits) == 1 else exercise).name


def _taken(order: Order, roster: Roster | None, reading: Tell) -> Intake | None:
    if order.folder is None:
        return None
    if not order.folder.is_dir():
        raise CourseError("grade.no_folder", folder=order.folder)
    if order.folder.resolve() in (order.out.resolve(), *order.out.resolve().parents):
        raise CourseError("grade.out_inside", out=order.out, folder=order.folder)
    return take_in(order.folder, markable(), roster, order.exercise, reading)


def _everyone(book: Gradebook, order: Order, school_class: SchoolClass | None) -> dict[str, list[StudentMarks]]:
    exercises = sorted({name for name, _ in book.results if name} & set(markable()))
    names = school_class.roster.names if school_class else {}
    zero = school_class is not None and school_class.flagged == "zero"
    return {
        name: standings(book.results, book.by_hand, name, names, zero)
        for name in exercises
        if order.exercise in (None, name)
    }


def _read_back(
    sheet: Path, book: Gradebook, found: dict[str, list[StudentMarks]], done: Done, folder: ResultsFolder
) -> None:
    """Keep what a teacher typed into a workbook: of the exercise that it says it is of."""
    failure: CourseError | None = None
    content = sheet.read_bytes() if sheet.is_file() else b""
    for marks in found.values():
        try:
            exercise, decisions, unfinished = read_sheet(sheet, marks)
        except CourseError as error:
            if failure is None or error.key != "grade.sheet.other_exercise":
                failure = error
            continue
        new = sum(book.decide(exercise, one.who, one.answer, one.decided) for one in decisions)
        done.lines.append(message("grade.sheet.read", file=sheet.name, rows=len(decisions), new=new))
        done.lines += [message("grade.sheet.unfinished", place=place) for place in unfinished]
        if not unfinished:
            folder.has_read(content)
        return
    if failure is not None:
        raise failure


def _write(
    order: Order, exercise: str, marks: list[StudentMarks], files: list[list[str]], folder: ResultsFolder
) -> Done:
    """Write all that comes of an exercise's marks; what cannot be written or filled in stops nothing else."""
    done = Done()
    new = {
        f"marks_{exercise}.xlsx": excel_marks(marks, files),
        f"marks_{exercise}.csv": csv_marks(marks),
        f"class_{exercise}.html": class_page(marks, files).encode(),
        f"to_mark_{exercise}.xlsx": sheet_to_mark(marks),
    }
    if handed_out(exercise).exercise.written:
        new[f"written_{exercise}.html"] = written_page(marks).encode()
    for template in order.templates:
        try:
            filled = fill_template(template.name, _content(template), marks, order.column)
        except CourseError as error:
            done.refused.append(str(error))
            continue
        new[f"filled_{exercise}_{template.name}"] = filled.content
        done.lines += _told_of(template, filled, marks)
    pages = Path("feedback")
    own = {feedback_file(pages, one).as_posix(): feedback_page(one).encode() for one in marks if one.state != "missing"}
    written, refused = folder.write({**new, **own})
    done.refused += refused
    done.files = [file for file in written if file.parent == folder.folder]
    done.files += [folder.folder / pages / exercise] if len(written) > len(done.files) else []
    return done


def _told_of(template: Path, filled: FilledTemplate, marks: list[StudentMarks]) -> Iterator[str]:
    values: dict[str, object] = {"file": template.name, "rows": filled.filled, "column": filled.column}
    yield message("grade.template.filled", **values)
    if filled.unfinished:
        yield message("grade.template.unfinished", count=filled.unfinished)
    if filled.not_there:
        yield message("grade.template.not_there", names=", ".join(filled.not_there))
    if filled.other_most:
        yield message("grade.template.other_most", **values, theirs=filled.other_most, ours=f"{marks[0].most:g}")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CourseError("grade.template.cannot_read", file=file, reason=error.strerror or error) from error


def _listed(taken: Intake) -> list[list[str]]:
    """Return everything that was handed in, a row each: path, whose, exercise, and what is to be told."""
    heads = [message(f"grade.column.{name}") for name in ("file", "id", "exercise", "remarks")]
    rows = [_row(one) for one in (*taken.marked, *taken.set_aside)]
    rows += [[path, "", "", message("grade.ignored")] for path in taken.ignored]
    rows += [["", who, "", message("grade.state.missing")] for who in taken.missing]
    return [heads, *([csv_text(cell) for cell in row] for row in sorted(rows))]


def _row(one: Received) -> list[str]:
    told = " ".join(remark.told() for remark in one.remarks)
    return [one.path, one.who if one.known else "", one.exercise, told]


def _tell(found: dict[str, list[StudentMarks]], taken: Intake | None, variant: Variant | None, done: Done) -> None:
    done.lines.insert(0, message("grade.marked", count=done.marked))
    for exercise, marks in found.items():
        counts = {state: sum(one.state == state for one in marks) for state in ("marked", "nothing", "missing")}
        done.lines.append(message("grade.summary", exercise=exercise, **counts))
        shared = [one.who for one in marks if any(told.key == "same_file" for told in one.remarks)]
        if shared:
            done.lines.append(message("grade.same_files", names=", ".join(shared)))
        flagged = sum(bool(mark.flags) for one in marks for mark in one.answers)
        if flagged:
            done.lines.append(message("grade.flagged", count=flagged))
        unmarked = sum(len(one.unmarked) for one in marks)
        if unmarked:
            done.lines.append(message("grade.to_mark", count=unmarked, file=f"to_mark_{exercise}.xlsx"))
    if taken is not None:
        lost = [one for one in taken.marked if not one.exercise]
        done.lines += [message("grade.no_exercise_of", path=one.path) for one in lost]
    if variant is None:
        done.lines.append(message("grade.no_variant"))
    if any(one.confined == "none" for marks in found.values() for one in marks):
        done.lines.append(message("grade.unconfined"))
