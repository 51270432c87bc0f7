"""From a hand-in's cells to what is run and where each answer is claimed; what is missing is put back, and told."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fsq_lab.checks.bindings import names_bound
from fsq_lab.grading.confined.jobs import CodeCell
from fsq_lab.grading.handed_out import LONGEST_PARSED, GivenCode, HandedOut, squeezed
from fsq_lab.grading.notebook_files import ReadCell, ReadNotebook
from fsq_lab.grading.remarks import Remark, remark
from fsq_lab.ground.names import first_cell

MOST_WRITTEN = 20_000
"""Characters of a written answer that are kept."""
_CHECK = re.compile(r"""^\s*check\(\s*["'](\w+)["']\s*,\s*(\w+)\s*\)\s*$""")
_STUDENT = re.compile(r"^[ \t]*STUDENT[ \t]*=.*$", re.MULTILINE)
_ENDS = ("report", "submit", "submit-how")
_SHELL = re.compile(r"^[ \t]*[%!?].*$", re.MULTILINE)


@dataclass(frozen=True)
class Plan:
    """What of a hand-in is run and marked.

    Attributes
    ----------
    cells : tuple of CodeCell
    found : mapping of str to str
        How each answer's cell was found: ``id``, ``name`` (by the name it binds), ``place`` (below its question),
        ``gap`` (still empty) or ``deleted``.
    sources : mapping of str to str
        What the student wrote for each answer, to show beside the marks.
    written : mapping of str to str
        Each written answer.
    """

    cells: tuple[CodeCell, ...]
    found: Mapping[str, str]
    sources: Mapping[str, str]
    written: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()


@dataclass
class _Part:
    """One code cell of a hand-in: what it is for, and which name it is claimed under."""

    kind: str  # first, parameters, given, check, end, answer, own
    name: str
    source: str
    claims: str | None = None
    dropped: bool = False


@dataclass
class _Found:
    how: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def tell(self, key: str, names: list[str]) -> None:
        """Tell of answers, if there are any."""
        if names:
            self.remarks.append(remark(key, names=", ".join(names)))


def planned(notebook: ReadNotebook, out: HandedOut, student: str | None) -> Plan:
    """Plan a hand-in's run.

    Check cells run nothing; where one stands, its answer is claimed. An answer's cell is known by its id, else by the
    name that it binds. Given cells that were deleted are put back before what follows them.

    Parameters
    ----------
    notebook : ReadNotebook
    out : HandedOut
        The exercise set.
    student : str or None
        What `STUDENT` is set to, whatever the notebook says.
    """
    found = _Found()
    code = [cell for cell in notebook.cells if cell.kind == "code" or out.exercise.answers.keys() & set(cell.names)]
    parts = [_part(cell, out, student) for cell in code]
    _put_back(parts, out, student, found)
    for name in out.exercise.answers:
        _claim(parts, name, out, found)
    found.tell("deleted", [name for name, how in found.how.items() if how == "deleted"])
    found.tell("by_name", [name for name, how in found.how.items() if how == "name"])
    written = {name: _written(notebook, name, out, found) for name in out.exercise.written}
    cells = tuple(CodeCell(part.claims, "" if part.dropped else part.source) for part in parts if _runs(part))
    return Plan(cells, found.how, found.sources, written, tuple(found.remarks))


def _runs(part: _Part) -> bool:
    return part.claims is not None or not part.dropped


def _part(cell: ReadCell, out: HandedOut, student: str | None) -> _Part:
    """Tell what a code cell is for."""
    source, names = cell.source, cell.names
    check = _CHECK.match(source)
    for name in out.exercise.answers:
        if f"{name}-check" in names or (check and check[1] == name):
            changed = not check or check[1] != name
            return _Part("changed" if changed and source.strip() else "check", name, source, dropped=True)
    if any(name in _ENDS for name in names) or source.strip() in (
        "check.report()",
        "from fsq_lab import submit\n\nsubmit()",
    ):
        return _Part("end", "", source, dropped=True)
    for name in out.exercise.answers:
        if name in names:
            return _Part("answer", name, source)
    if "first-cell" in names or squeezed(source) in {squeezed(first_cell(language)) for language in ("zh", "en")}:
        return _Part("first", "first-cell", source)
    for step in out.steps:
        if isinstance(step, GivenCode) and (step.identity in names or squeezed(step.code) == squeezed(source)):
            return _given(step, source, student)
    if _STUDENT.search(source) and len(source.strip().splitlines()) == 1:
        return _Part(
            "given",
            next((s.identity for s in out.steps if isinstance(s, GivenCode) and s.parameters), ""),
            f"STUDENT = {student!r}",
        )
    return _Part("own", "", source)


def _given(step: GivenCode, source: str, student: str | None) -> _Part:
    """Return a given cell as the student left it; of the parameters, the student's id is the marker's."""
    if not step.parameters:
        return _Part("given", step.identity, source)
    mine = f"STUDENT = {student!r}"
    kept = _STUDENT.sub(lambda _: mine, source) if _STUDENT.search(source) else f"{mine}\n{source}"
    return _Part("given", step.identity, kept)


def _put_back(parts: list[_Part], out: HandedOut, student: str | None, found: _Found) -> None:
    """Put given cells back that are not there, each before the first cell that comes after it in the exercise."""
    changed = [part.name for part in parts if part.kind == "changed"]
    found.tell("check_changed", changed)
    if not any(part.kind == "first" for part in parts):
        parts.insert(0, _Part("first", "first-cell", first_cell("en")))
    order = [step.identity if isinstance(step, GivenCode) else step for step in out.steps]
    missing = 0
    for place, step in enumerate(out.steps):
        if not isinstance(step, GivenCode) or any(p.kind == "given" and p.name == step.identity for p in parts):
            continue
        later = set(order[place + 1 :])
        fits = (i for i, part in enumerate(parts) if part.name in later and part.kind != "first")
        parts.insert(next(fits, len(parts)), _given(step, step.code, student))
        missing += not step.parameters
    if missing:
        found.remarks.append(remark("given_put_back", cells=missing))


def _claim(parts: list[_Part], name: str, out: HandedOut, found: _Found) -> None:
    """Find an answer's cells and set where its value is claimed."""
    named = [part for part in parts if part.kind == "answer" and part.name == name]
    binding = [part for part in parts if part.kind == "own" and _binds(part.source, name)]
    filled = [part for part in named if not out.is_gap(name, part.source)]
    others = [part for part in binding if not out.is_gap(name, part.source)]
    if filled and len(named) > 1:
        found.tell("twice", [name])
    for part in (*named, *binding):  # an empty copy of a filled cell would wipe its value
        part.dropped = bool(filled or others) and out.is_gap(name, part.source)
    if not filled and not others:
        found.how[name] = "gap" if named or binding else "deleted"
        if named or binding:
            (named or binding)[-1].claims = name
        return
    found.how[name] = "id" if filled else "name"
    last = max(parts.index(part) for part in (filled or others))
    found.sources[name] = "\n\n".join(part.source for part in (filled or others))
    checks = [i for i, part in enumerate(parts) if part.kind in ("check", "changed") and part.name == name]
    place = next((i for i in checks if i > last), last)
    if parts[place].claims:  # one cell that binds two answers
        parts.insert(place + 1, _Part("claim", "", "", name))
    else:
        parts[place].claims = name


def _binds(source: str, name: str) -> bool:
    """Whether code binds a name at its top level; of code that does not parse, or is far too long, by its look."""
    if name not in source:
        return False
    try:
        if len(source) > LONGEST_PARSED:
            raise ValueError
        return name in names_bound(_SHELL.sub("", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return bool(re.search(rf"^(?:{name}\s*=[^=]|def {name}\b)", source, re.MULTILINE))


def _written(notebook: ReadNotebook, name: str, out: HandedOut, found: _Found) -> str:
    """Return a written answer: the cell of that name, and a student's own text between it and the next given cell."""
    cells = notebook.cells
    own = [i for i, cell in enumerate(cells) if name in cell.names]
    texts = [cells[i].source.strip() for i in own if cells[i].source.strip()]
    asks = [i for i, cell in enumerate(cells) if f"{name}-ask" in cell.names or _asks(cell, name, out)]
    start = own[-1] if own else asks[-1] if asks else None
    after = list(_own_text(cells[start + 1 :], out)) if start is not None else []
    whole = "\n\n".join([*texts, *after]).strip()
    found.how[name] = "id" if texts else "place" if after else "gap" if own or asks else "deleted"
    if len(texts) > 1:
        found.tell("twice", [name])
    if not own and after:
        found.tell("by_place", [name])
    if not own and not asks:
        found.tell("deleted", [name])
    return whole[:MOST_WRITTEN]


def _own_text(cells: tuple[ReadCell, ...], out: HandedOut) -> Iterator[str]:
    """Yield a student's own texts up to the next cell of the exercise."""
    known = {*out.identities, *out.exercise.answers, *out.exercise.written, *_ENDS, "first-cell", "begin"}
    known |= {f"{name}-{part}" for name in out.headings for part in ("ask", "check")}
    for cell in cells:
        given = cell.kind == "code" or any(name in known for name in cell.names) or squeezed(cell.source) in out.texts
        if given or any(_asks(cell, name, out) for name in out.headings):
            return
        if cell.source.strip():
            yield cell.source.strip()


def _asks(cell: ReadCell, name: str, out: HandedOut) -> bool:
    first = squeezed(cell.source.strip().partition("\n")[0])
    return cell.kind == "markdown" and first.startswith(tuple(h for h in out.headings[name] if len(h) > 3))
