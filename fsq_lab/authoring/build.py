"""`fsq-lab build`: notebooks/, exercises/ and solutions/ from course/, and the check that they are current.

Each thing built remembers what it used (`fsq_lab.authoring.record`), so that a change rebuilds what uses it and
nothing else. What runs notebooks, `fsq_lab.authoring.making`, is loaded only where something has changed.
"""

import os
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from fsq_lab.authoring.record import Digests, Entry, digest, read_record, replace_text, write_record
from fsq_lab.authoring.targets import Difference, Target, orphans, refuse_without_sources, targets
from fsq_lab.ground.chapters import chapters
from fsq_lab.upkeep.readmes import readmes

ROLE_PLAYS = "role plays"
COMPILED = "compiled exercises"
PROVED_WITH = (
    "source",
    "checks",
    "scoring",
    "customers",
    "complaints",
    "service",
    "statistics",
    "survey",
    "hypertext",
    "ground",
)
"""The rooms that an exercise's right answers and mistakes can come from."""

Report = Callable[[Target, int, int], None]


def build(root: Path, report: Report, jobs: int | None = None, only: Collection[str] | None = None) -> list[Target]:
    """Build what uses anything that has changed since it was built, and return it.

    Exercises are proved, and role plays, where what they use has changed. Built notebooks that no source makes are
    removed.

    Parameters
    ----------
    root : Path
        The course's folder.
    report : callable
        Called with each finished target, how many are done and how many there are.
    jobs : int, optional
        Processes at once; by default one per core.
    only : collection of str, optional
        Names of chapters; the whole course by default.

    Raises
    ------
    CourseError
        When the course has no sources, as in an installed wheel; else for the first fault in them.
    """
    refuse_without_sources(root)
    record, digests = read_record(root), Digests(root)
    everything = targets(root)
    known = {t.path for t in everything} | {_proof_of(t.name) for t in everything} | {ROLE_PLAYS, COMPILED}
    record = {name: entry for name, entry in record.items() if name in known}
    wanted = _stale(root, record, digests, only)
    unproved = _unproved(root, record, digests, only)
    try:
        _prove_role_plays(root, record, digests)
        compile_exercises(root, record, digests)
        digests.watch()
        for done, (target, text, used) in enumerate(_made(root, wanted, unproved, record, digests, jobs), 1):
            replace_text(root / target.path, text)
            record[target.path] = {"made": digest(root / target.path), "uses": digests.of_all(used)}
            report(target, done, len(wanted))
    finally:
        write_record(root, record)
    for orphan in orphans(root) if only is None else ():
        orphan.unlink()
    for name, text in texts(root).items():
        if text != _text_of(root / name):
            replace_text(root / name, text)
    return wanted


def check(
    root: Path,
    report: Report,
    jobs: int | None = None,
    only: Collection[str] | None = None,
    everything: bool = False,
) -> list[Difference]:
    """Return every file and cell that is not what its source makes; nothing is run.

    A notebook that this machine built, and whose uses have not changed since, is current. Any other is compared with
    its source: cells, order, ids, metadata; its results are taken as they stand, since nbval runs every notebook
    (``tests/notebook_run.py``).

    Parameters
    ----------
    root, report, jobs, only
        As for `build`.
    everything : bool
        Make everything anew aside, prove it, and compare results as well.
    """
    record, digests = ({} if everything else read_record(root)), Digests(root)
    wanted = targets(root, only)
    _prove_role_plays(root, record, digests)
    found: list[Difference] = []
    if everything:
        unproved = _unproved(root, {}, digests, only)
        for done, (target, text, _) in enumerate(_made(root, wanted, unproved, {}, digests, jobs), 1):
            found += _differences(root, target, text)
            report(target, done, len(wanted))
    else:
        for done, target in enumerate(wanted, 1):
            found += _drift(root, target, record.get(target.path), digests)
            report(target, done, len(wanted))
    found += [Difference(file.relative_to(root).as_posix(), "", "no source") for file in orphans(root)]
    found += compiled_differences(root, record, digests)
    found += [Difference(n, "", "not as built") for n, text in texts(root).items() if text != _text_of(root / n)]
    return sorted(found)


def texts(root: Path) -> dict[str, str]:
    """Return the small texts that the build writes beside the notebooks, by file name."""
    return readmes(root)


def _uncompiled(root: Path, record: dict[str, Entry], digests: Digests) -> dict[str, str]:
    """Return by name what has to stand in compiled exercises whose sources have changed; empty for one to remove."""
    if record.get(COMPILED) == _compiled_entry(root, digests):
        return {}
    from fsq_lab.source.compile import compiled_files

    wanted = {file.relative_to(root).as_posix(): text for file, text in compiled_files(root).items()}
    return dict.fromkeys((file.relative_to(root).as_posix() for file in _compiled_in(root)), "") | wanted


def _compiled_entry(root: Path, digests: Digests) -> Entry:
    rooms = [file for room in ("source", "checks") for file in (root / "fsq_lab" / room).glob("*.py")]
    sources = [chapter.exercise_file for chapter in chapters(root) if chapter.exercise_file.is_file()]
    uses = digests.of_all(file.relative_to(root).as_posix() for file in (*rooms, *sources))
    return {"made": "".join(map(digest, _compiled_in(root))), "uses": uses}


def _compiled_in(root: Path) -> list[Path]:
    return sorted((root / "course" / "compiled").glob("*.json"))


def compile_exercises(root: Path, record: dict[str, Entry], digests: Digests) -> None:
    """Write what learners' machines read of each exercise, and remove what no exercise makes."""
    for name, text in _uncompiled(root, record, digests).items():
        if text:
            replace_text(root / name, text)
        else:
            (root / name).unlink()
    record[COMPILED] = _compiled_entry(root, digests)


def compiled_differences(root: Path, record: dict[str, Entry], digests: Digests) -> list[Difference]:
    """Return each compiled exercise that is not what its source makes, or that no source makes."""
    wanted = _uncompiled(root, record, digests)
    return [Difference(name, "", "exercise.py") for name, text in wanted.items() if text != _text_of(root / name)]


def stale(root: Path) -> list[Target]:
    """Return what `build` would build anew."""
    return _stale(root, read_record(root), Digests(root), None)


def _stale(root: Path, record: dict[str, Entry], digests: Digests, only: Collection[str] | None) -> list[Target]:
    return [t for t in targets(root, only) if not _is_current(root, t, record.get(t.path), digests)]


def _is_current(root: Path, target: Target, entry: Entry | None, digests: Digests) -> bool:
    return entry is not None and entry["made"] == digest(root / target.path) and not digests.changed(entry)


def _drift(root: Path, target: Target, entry: Entry | None, digests: Digests) -> list[Difference]:
    """Return how a notebook differs from its source, or what has changed since it was built."""
    if _is_current(root, target, entry, digests):
        return []
    found = _differences(root, target, None)
    if not entry or found:
        return found
    changed, as_built = digests.changed(entry), entry["made"] == digest(root / target.path)
    if as_built:
        found.append(Difference(target.path, "", f"built before a change of {', '.join(changed[:3])}"))
    elif not changed:
        found.append(Difference(target.path, "", "not as built here: results or other bytes were changed since"))
    return found


def _differences(root: Path, target: Target, text: str | None) -> list[Difference]:
    """Compare a target with a text made anew, or where there is none with what its source composes."""
    import nbformat

    from fsq_lab.authoring.compare import differences
    from fsq_lab.authoring.making import compose

    if text is not None:
        return differences(target.path, root / target.path, nbformat.reads(text, as_version=4))
    return differences(target.path, root / target.path, compose(root, target), executed=target.kind == "exercise")


def _unproved(root: Path, record: dict[str, Entry], digests: Digests, only: Collection[str] | None) -> list[str]:
    """Return the exercises whose proof is older than what it depends on."""
    names = sorted({target.name for target in targets(root, only) if target.kind == "solution"})
    return [name for name in names if digests.changed(record.get(_proof_of(name)))]


def _proof_of(name: str) -> str:
    return f"proof of {name}"


def _proof_uses(root: Path, name: str) -> set[str]:
    """Return what an exercise's proof may use: drawing worlds and naming mistakes lead through all of these rooms."""
    rooms = [file for room in PROVED_WITH for file in (root / "fsq_lab" / room).rglob("*.py")]
    data = [file for folder in ("datasets", "course/instruments") for file in (root / folder).rglob("*.*")]
    files = {file.relative_to(root).as_posix() for file in (*rooms, *data) if "__pycache__" not in file.parts}
    return files | {f"course/chapters/{name}/exercise.py", "course/objectives.yml", "constraints.txt"}


def _prove_role_plays(root: Path, record: dict[str, Entry], digests: Digests) -> None:
    """Prove the role plays where they, or what reads them, have changed."""
    files = [*(root / "course" / "roleplays").glob("*.yml"), *(root / "fsq_lab" / "roleplay").glob("*.py")]
    uses = digests.of_all(file.relative_to(root).as_posix() for file in files)
    if record.get(ROLE_PLAYS, {}).get("uses") != uses:
        from fsq_lab.roleplay.proof import refuse_faulty

        refuse_faulty(root)
        record[ROLE_PLAYS] = {"made": "", "uses": uses}


def _made(
    root: Path,
    wanted: Collection[Target],
    unproved: Collection[str],
    record: dict[str, Entry],
    digests: Digests,
    jobs: int | None,
) -> Iterator[tuple[Target, str, frozenset[str]]]:
    """Make targets and prove exercises in one pool; a proof goes into the record, a target to the caller."""
    if not wanted and not unproved:
        return
    from fsq_lab.authoring.making import make, prove

    with ProcessPoolExecutor(max_workers=jobs or os.cpu_count() or 1) as pool:
        proofs: dict[Future[Any], str] = {pool.submit(prove, root, name): name for name in unproved}
        making: dict[Future[Any], Target] = {pool.submit(make, root, target): target for target in wanted}
        try:
            for future in as_completed([*proofs, *making]):
                if future in making:
                    yield (making[future], *future.result())
                else:
                    future.result()
                    uses = digests.of_all(_proof_uses(root, proofs[future]))
                    record[_proof_of(proofs[future])] = {"made": "", "uses": uses}
        finally:
            pool.shutdown(cancel_futures=True)


def _text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""
