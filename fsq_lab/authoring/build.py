"""`fsq-lab build`: notebooks/, exercises/ and solutions/ from course/, and the check that they are current."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from fsq_lab.authoring.badges import readmes
from fsq_lab.authoring.bet_rules import refuse_loose_bets, refuse_told_bets
from fsq_lab.authoring.compare import Difference, differences
from fsq_lab.authoring.execute import execute
from fsq_lab.authoring.notebooks import exercise_notebook, lesson_notebook
from fsq_lab.authoring.prose import refuse_typed_figures
from fsq_lab.checks.grammar import read_lesson
from fsq_lab.checks.oracle import Oracle, OracleError, oracle_for
from fsq_lab.checks.source import read_exercise
from fsq_lab.ground import tables
from fsq_lab.ground.chapters import chapters
from fsq_lab.ground.language import LANGUAGES
from fsq_lab.roleplay.proof import refuse_faulty

RECORD = ".fsq-build.json"
VARIANTS = tuple(f"variant-{number:02}" for number in range(1, 21))
BUILT = ("notebooks", "exercises", "solutions")


@dataclass(frozen=True, order=True)
class Target:
    """One notebook to build.

    Attributes
    ----------
    path : str
        Where it stands, from the course's folder, with forward slashes.
    """

    path: str
    kind: str
    name: str
    language: str


def targets(root: Path) -> list[Target]:
    """Return every notebook that the sources of a course make."""
    made: list[Target] = []
    for language in LANGUAGES:
        for name in (chapter.name for chapter in chapters(root) if chapter.lesson_file.is_file()):
            made.append(Target(f"notebooks/{language}/{name}.ipynb", "lesson", name, language))
        for name in (chapter.name for chapter in chapters(root) if chapter.exercise_file.is_file()):
            for kind, folder in (("exercise", "exercises"), ("solution", "solutions")):
                made.append(Target(f"{folder}/{language}/{name}/{name}.ipynb", kind, name, language))
    return made


def build(root: Path, report: Callable[[Target, int, int], None], jobs: int | None = None) -> list[Target]:
    """Build what has changed since the last build and return it; remove notebooks that no source makes.

    Parameters
    ----------
    root : Path
        The course's folder.
    report : callable
        Called with each finished target, how many are done and how many there are.
    jobs : int, optional
        Processes at once; by default one per core.
    """
    record_file = root / RECORD
    record: dict[str, str] = json.loads(record_file.read_text()) if record_file.is_file() else {}
    wanted = {target: _inputs_digest(root, target) for target in targets(root)}
    stale = [t for t, digest in wanted.items() if record.get(t.path) != digest + _digest_of(root / t.path)]
    refuse_faulty(root)
    prove_exercises(root, {t.name for t in stale if t.kind != "lesson"})
    for done, (target, text) in enumerate(_make_all(root, stale, jobs), 1):
        file = root / target.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        record[target.path] = wanted[target] + _digest_of(file)
        report(target, done, len(stale))
    for orphan in orphans(root):
        orphan.unlink()
    for name, text in readmes(root).items():
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    record_file.write_text(json.dumps({t.path: record[t.path] for t in wanted}, indent=1))
    return stale


def check(root: Path, report: Callable[[Target, int, int], None], jobs: int | None = None) -> list[Difference]:
    """Build everything aside and return every file and cell that differs from what is committed."""
    wanted = targets(root)
    refuse_faulty(root)
    prove_exercises(root, {t.name for t in wanted if t.kind != "lesson"})
    found: list[Difference] = []
    for done, (target, text) in enumerate(_make_all(root, wanted, jobs), 1):
        found += differences(target.path, root / target.path, nbformat.reads(text, as_version=4))
        report(target, done, len(wanted))
    found += [Difference(file.relative_to(root).as_posix(), "", "no source") for file in orphans(root)]
    found += [Difference(n, "", "Binder") for n, text in readmes(root).items() if text != _text_of(root / n)]
    return sorted(found)


def orphans(root: Path) -> list[Path]:
    """Return built notebooks that no source makes."""
    known = {root / target.path for target in targets(root)}
    return sorted(f for folder in BUILT for f in _notebooks_in(root / folder) if f not in known)


def prove_exercises(root: Path, names: set[str]) -> None:
    """Prove that right answers and named mistakes differ by more than five tolerances, on 21 sets of data.

    Raises
    ------
    OracleError
        Naming answer, the two results, and the data on which they collide.
    """
    for name in sorted(names):
        exercise = read_exercise(source_of(root, name, "exercise"))
        for collision in Oracle(exercise, tables.load).collisions():
            right = "right"
            raise OracleError(
                "check.collision",
                exercise=name,
                answer=collision.answer,
                one=collision.one or right,
                other=collision.other or right,
            )
        for student in VARIANTS:
            oracle_for(name, student)


def source_of(root: Path, name: str, source: str) -> Path:
    """Return a chapter's source file: its ``lesson`` or its ``exercise``."""
    return root / "course" / "chapters" / name / f"{source}.py"


def _make_all(root: Path, wanted: list[Target], jobs: int | None) -> Iterator[tuple[Target, str]]:
    if not wanted:
        return
    with ProcessPoolExecutor(max_workers=jobs or os.cpu_count() or 1) as pool:
        futures = {pool.submit(_make, root, target): target for target in wanted}
        for future in as_completed(futures):
            yield futures[future], future.result()


def _make(root: Path, target: Target) -> str:
    folder = (root / target.path).parent
    folder.mkdir(parents=True, exist_ok=True)
    notebook = _compose(root, target)
    if target.kind != "exercise":
        execute(notebook, folder, target.path)
        refuse_told_bets(target.path, notebook)
    return str(nbformat.writes(notebook, version=4)).rstrip("\n") + "\n"


def _compose(root: Path, target: Target) -> NotebookNode:
    if target.kind == "lesson":
        blocks = read_lesson(source_of(root, target.name, "lesson"))
        refuse_typed_figures(root, f"{target.name}/lesson.py", blocks)
        refuse_loose_bets(root, target.name, blocks)
        return lesson_notebook(target.name, blocks, target.language)
    exercise = read_exercise(source_of(root, target.name, "exercise"))
    return exercise_notebook(exercise, target.language, solved=target.kind == "solution")


def _inputs_digest(root: Path, target: Target) -> str:
    own = source_of(root, target.name, "lesson" if target.kind == "lesson" else "exercise").read_bytes()
    return hashlib.sha256(own + _shared_digest(root).encode() + repr(target).encode()).hexdigest()


@cache
def _shared_digest(root: Path) -> str:
    """Digest of all that every notebook depends on: library, data, banks, instruments, pinned versions."""
    package = Path(__file__).parent.parent
    code = (".py", ".yml", ".js", ".css", ".ttf")
    files = [f for f in package.rglob("*") if f.suffix in code and "_course" not in f.parts]
    files += [*(root / "datasets").rglob("*"), *(root / "course").rglob("*.yml"), root / "constraints.txt"]
    digest = hashlib.sha256()
    for file in sorted(f for f in files if f.is_file()):
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _notebooks_in(folder: Path) -> list[Path]:
    return [f for f in folder.rglob("*.ipynb") if ".ipynb_checkpoints" not in f.parts]
