"""Marking hand-ins: each is run on the student's own data and on the class's hidden ones, judged, and kept at once."""

import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import lru_cache
from multiprocessing import get_context
from typing import Any, Protocol

from fsq_lab.checks.oracle import tables_of
from fsq_lab.grading.confined.jobs import Claims, CodeCell, Job, Wanted
from fsq_lab.grading.gradebook import Entries, Gradebook
from fsq_lab.grading.handed_out import HandedOut, handed_out
from fsq_lab.grading.intake import Received
from fsq_lab.grading.judging import Judged, judge_or_say_why
from fsq_lab.grading.plan import Plan, planned
from fsq_lab.grading.remarks import Remark, remark, seen
from fsq_lab.ground.course import course_version, hidden_world, version_of, world_of
from fsq_lab.ground.tables import tables as table_names

OWN, HIDDEN = "own", "hidden"
MOST_SOURCE = 4000
AGAIN = {OWN: 1, HIDDEN: 0}
"""So often a hand-in is run again without the cell that ended its run; where the hidden data end so, nothing shows."""
_WORD = re.compile(r"""["'](\w+)["']""")
RunKey = tuple[str, ...]
Outcome = list[Judged] | str
Tell = Callable[[str, int, int], None]


class Runner(Protocol):
    """What runs students' cells; each claim says how it was confined, and ``none`` is stamped on the marks."""

    def run(self, jobs: Iterable[tuple[RunKey, Job]]) -> Iterator[tuple[RunKey, Claims]]:
        """Run jobs and yield what they claim, as they end."""
        ...


@dataclass(frozen=True)
class Variant:
    """A class's hidden variant: its name, and the instructor's secret; without a secret there is none."""

    class_name: str = ""
    secret: bytes = b""

    def world(self, exercise: str) -> int | None:
        """Return the world of an exercise's hidden data."""
        return hidden_world(self.secret, self.class_name, exercise) if self.secret else None

    def mark(self, exercise: str) -> str:
        """Return what tells one variant from another and nothing of its data."""
        world = self.world(exercise)
        return "" if world is None else version_of("variant", str(world))


@dataclass
class _Work:
    """One hand-in on its way."""

    received: Received
    plan: Plan
    out: HandedOut
    tables: dict[str, Mapping[str, bytes]] = field(default_factory=dict)
    claims: dict[str, Claims] = field(default_factory=dict)
    emptied: dict[str, list[int]] = field(default_factory=dict)


def mark(
    hand_ins: Iterable[Received],
    book: Gradebook,
    runner: Runner,
    variant: Variant | None = None,
    judges: int = 0,
    tell: Tell = lambda name, done, total: None,
) -> int:
    """Mark hand-ins into a gradebook; return how many were marked now.

    Parameters
    ----------
    hand_ins : iterable of Received
    book : Gradebook
    runner : Runner
        Runs students' cells.
    variant : Variant, optional
        The class's hidden variant; without it typed-in numbers are not looked for.
    judges : int
        Processes that judge; 0 to judge in this one.
    tell : callable
        Called with the hand-in just marked, how many are done, and of how many.
    """
    variant, waiting = variant or Variant(), list(hand_ins)
    done, total = 0, len(waiting)
    tell("", 0, total)
    works: dict[str, _Work] = {}
    for one in waiting:
        if one.notebook is None or not one.exercise:
            book.add([_entry(one, None, variant, {}, (_why(one),))])
            done += 1
            tell(one.path, done, total)
        else:
            out = handed_out(one.exercise)
            works[str(len(works))] = _Work(one, planned(one.notebook, out, one.who if one.known else None), out)
    with _judges(judges) as pool:
        pending: dict[Future[Outcome], tuple[str, str]] = {}
        judged: dict[str, dict[str, Outcome]] = {}
        jobs: Iterable[tuple[RunKey, Job]] = _jobs(works, variant)
        while True:
            again: list[tuple[RunKey, Job]] = []
            for (key, data), claims in runner.run(jobs):
                work = works[key]
                repeated = _without_the_endless(work, data, claims)
                if repeated is not None:
                    again.append(((key, data), repeated))
                    continue
                shared = "committed" if data == OWN else variant.mark(work.out.name)
                world = "" if data == OWN and work.received.known else shared
                arguments = (work.out.name, world, work.tables[data], _claimed(work, claims))
                if pool is None:
                    judged.setdefault(key, {})[data] = judge_or_say_why(*arguments)
                else:
                    pending[pool.submit(judge_or_say_why, *arguments)] = (key, data)
                    _collect(pending, judged, at_least=len(pending) - 4 * judges)
                work.tables.pop(data)
                done += _keep(works, judged, book, variant, tell, done, total)
            while pending:
                _collect(pending, judged, at_least=1)
                done += _keep(works, judged, book, variant, tell, done, total)
            if not again:
                return done
            jobs = again


def is_marked(one: Received, book: Gradebook, variant: Variant) -> bool:
    """Whether a gradebook holds the result of this very file, under this course version and hidden variant."""
    result = book.results.get((one.exercise, one.who))
    asked = (one.digest, course_version(), variant.mark(one.exercise))
    return result is not None and (result["digest"], result["version"], result["variant"]) == asked


def _why(one: Received) -> Remark:
    """Return what is told of a hand-in of which nothing can be marked."""
    return remark("nothing_marked") if one.notebook is None else remark("no_exercise")


def _jobs(works: Mapping[str, _Work], variant: Variant) -> Iterator[tuple[RunKey, Job]]:
    """Draw each hand-in's tables only when it is its turn, so that they need no memory before."""
    for key, work in works.items():
        names = _tables_read(work)
        worlds = {OWN: world_of(work.received.who) if work.received.known else None}
        hidden = variant.world(work.out.name)
        worlds |= {HIDDEN: hidden} if hidden is not None else {}
        for data, world in worlds.items():
            work.tables[data] = _drawn(world, names) if data == HIDDEN or world is None else _draw(world, names)
            yield (key, data), _job(work, data)


def _job(work: _Work, data: str) -> Job:
    gone = work.emptied.get(data, [])
    cells = tuple(CodeCell(c.answer, "" if i in gone else c.source) for i, c in enumerate(work.plan.cells))
    wanted = {name: Wanted(answer.inputs) for name, answer in work.out.exercise.answers.items()}
    return Job(cells, work.out.name, wanted, work.tables[data])


def _tables_read(work: _Work) -> frozenset[str]:
    """Return the tables that an exercise loads, and those of the course whose name stands in the student's own code."""
    words = {word for cell in work.plan.cells for word in _WORD.findall(cell.source)}
    return work.out.tables | (words & set(table_names()))


def _draw(world: int | None, names: frozenset[str], unseeded: bool = False) -> dict[str, bytes]:
    tables: dict[str, bytes] = {}
    for name in sorted(names):
        table = tables_of(world)(name)
        if unseeded:  # a student's code must not learn the hidden variant's seed
            table.attrs.pop("synthetic_seed", None)
        tables[name] = pickle.dumps(table)
    return tables


@lru_cache(maxsize=8)
def _drawn(world: int | None, names: frozenset[str]) -> dict[str, bytes]:
    """Draw tables that many hand-ins share: the committed ones, and the hidden ones."""
    return _draw(world, names, unseeded=world is not None)


def _claimed(work: _Work, claims: Claims) -> dict[str, Any]:
    """Return what is claimed of answers that are no gap any more; an empty function is none either."""
    return {name: one for name, one in claims.answers.items() if work.plan.found.get(name) not in ("gap", "deleted")}


def _without_the_endless(work: _Work, data: str, claims: Claims) -> Job | None:
    """Return the job without the cell that was stopped, where cells behind it were never run."""
    gone = work.emptied.setdefault(data, [])
    work.claims[data] = claims
    stopped = [trouble.cell for trouble in claims.troubles if trouble.kind != "raised"]
    if claims.ended == "done" or not stopped or len(gone) >= AGAIN[data]:
        return None
    place = stopped[-1]
    if place in gone or not 0 <= place < len(work.plan.cells) - 1:
        return None
    gone.append(place)
    return _job(work, data)


def _judges(number: int) -> AbstractContextManager[ProcessPoolExecutor | None]:
    return ProcessPoolExecutor(number, mp_context=get_context("spawn")) if number else nullcontext()


def _collect(
    pending: dict[Future[Outcome], tuple[str, str]], judged: dict[str, dict[str, Outcome]], at_least: int
) -> None:
    """Take what has been judged; wait until at least so many are."""
    taken = 0
    while pending and (taken < at_least or any(one.done() for one in pending)):
        for one in wait(pending, return_when=FIRST_COMPLETED).done:
            key, data = pending.pop(one)
            judged.setdefault(key, {})[data] = one.result()
            taken += 1


def _keep(
    works: dict[str, _Work],
    judged: dict[str, dict[str, Outcome]],
    book: Gradebook,
    variant: Variant,
    tell: Tell,
    done: int,
    total: int,
) -> int:
    """Write what is finished: judged on all of its data."""
    finished = 0
    for key in list(judged):
        work = works[key]
        needed = {OWN, HIDDEN} if variant.world(work.out.name) is not None else {OWN}
        if judged[key].keys() < needed:
            continue
        book.add([_entry(work.received, work, variant, judged.pop(key), _of_run(work))])
        works[key] = replace(work, tables={}, claims={})
        finished += 1
        tell(work.received.path, done + finished, total)
    return finished


def _of_run(work: _Work) -> tuple[Remark, ...]:
    """Tell what befell the run on the student's own data."""
    claims = work.claims[OWN]
    told = [*work.plan.remarks]
    for trouble in [one for one in claims.troubles if one.cell >= 0][:8]:
        answer = _answer_near(work.plan, trouble.cell)
        key = {"raised": "cell", "time": "cell_time", "memory": "cell_memory"}.get(trouble.kind, "cell_stopped")
        what = trouble.text if key == "cell" else f"{trouble.kind} {trouble.text}".strip()
        told.append(remark(key, place=trouble.cell + 1, answer=answer, what=what))
    gone = len(work.emptied.get(OWN, []))
    if gone:
        told.append(remark("run_again", cells=gone))
    if claims.ended != "done":
        told.append(remark(f"ended_{claims.ended}"))
    version = work.received.notebook.version if work.received.notebook else ""
    if version and version != course_version():
        told.append(remark("other_version", version=version, current=course_version()))
    return tuple(told)


def _failure(work: _Work, name: str) -> str:
    """Return what befell the cells of an answer that has no value; ``-`` where it was just never reached."""
    troubles = (t for t in work.claims[OWN].troubles if t.cell >= 0 and _answer_near(work.plan, t.cell) == name)
    gone = (cell for cell in work.emptied.get(OWN, []) if _answer_near(work.plan, cell) == name)
    told = next((one.text if one.kind == "raised" else f"{one.kind}:" for one in troubles), "")
    return seen(told, 200) or ("time:" if next(gone, None) is not None else "-")


def _answer_near(plan: Plan, place: int) -> str:
    """Return the answer that is claimed next, from a cell on; a cell's number alone says little to a teacher."""
    return next((cell.answer for cell in plan.cells[max(place, 0) :] if cell.answer), "–")


def _entry(
    one: Received,
    work: _Work | None,
    variant: Variant,
    judged: Mapping[str, Outcome],
    remarks: tuple[Remark, ...],
) -> Entries:
    entry: Entries = {
        "entry": "result",
        "exercise": one.exercise,
        "who": one.who,
        "known": one.known,
        "whose": one.how,
        "path": one.path,
        "digest": one.digest,
        "version": course_version(),
        "variant": variant.mark(one.exercise),
        "confined": "",
        "remarks": [told.data() for told in (*one.remarks, *remarks)],
        "answers": {},
        "written": {},
    }
    if work is None:
        return entry
    ways = {claims.how for claims in work.claims.values()}
    entry["confined"] = "none" if "none" in ways else ", ".join(sorted(ways))
    own, other_data = judged[OWN], judged.get(HIDDEN, [])
    if isinstance(own, str):
        entry["remarks"].append(remark("not_judged", reason=own).data())
        return entry
    hidden = {} if isinstance(other_data, str) else {found["name"]: found for found in other_data}
    hidden_ended = work.claims[HIDDEN].ended if HIDDEN in work.claims else ""
    alone = hidden_ended != "done" and work.claims[OWN].ended == "done" and not work.emptied.get(OWN)
    if hidden_ended and alone:
        entry["remarks"].append(remark("hidden_ended").data())
    for found in own:
        name = found["name"]
        entry["answers"][name] = answer = {
            "found": work.plan.found[name],
            "source": seen(work.plan.sources.get(name, ""), MOST_SOURCE),
            **{part: found[part] for part in ("judgement", "own", "right", "index")},
        }
        if found["own"] is None and not found["judgement"] and work.plan.found[name] not in ("gap", "deleted"):
            answer["failed"] = _failure(work, name)
        if name in hidden:
            other: dict[str, Any] = hidden[name]
            answer["hidden"] = {"judgement": other["judgement"], "ended": hidden_ended}
            answer["hidden"]["alone"] = alone
            answer["hidden"]["same"] = found["own"] is not None and found["own"] == other["own"]
    entry["written"] = {name: seen(text) for name, text in work.plan.written.items()}
    return entry
