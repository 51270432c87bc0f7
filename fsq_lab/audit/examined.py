"""What `fsq-lab audit check` finds: automatic marks, what is missing, personal data, forbidden sentences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fsq_lab.audit.books import filled
from fsq_lab.audit.figures import JudgedFigure, judged
from fsq_lab.audit.form_checks import StructureCheck, checked
from fsq_lab.audit.layout import data_files, started
from fsq_lab.audit.papers import RECORD, ReadText, section_written, texts, unfilled_sections
from fsq_lab.audit.team import FIGURES, Team, read_team
from fsq_lab.audit.training import CHECK, content, deliverables, rubric
from fsq_lab.customers.files.identifiers import kinds_in
from fsq_lab.ground.language import LANGUAGES, current, message

PERSONAL, PROMISE = "personal", "promise"
SPOKEN = "08"  # the deliverable in which a forbidden sentence makes the line 0
_DECIMALS = re.compile(r"\d+\.\d{7,}")
_FILE_NAME = re.compile(
    r"(?<![\w/.])[\w-][\w/.-]{0,60}\.(?:html|csv|json|md|txt|pdf|docx|xlsx|mp3|mp4|m4a|wav)\b", re.ASCII
)
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")


@dataclass(frozen=True)
class FolderFinding:
    """Something that stands where it may not: its file, its place, what it is, and whether it makes a line 0.

    ``reported`` says of a forbidden sentence that it may be told or corrected there, not said: a person has a look.
    """

    file: str
    place: str
    what: str
    zero: bool
    reported: bool = False


@dataclass(frozen=True)
class AuditFindings:
    """What was found in a team's folder.

    Attributes
    ----------
    team : Team
    figures : tuple of JudgedFigure
    structure : tuple of StructureCheck
    missing : tuple of str
        What is not there or not filled, in words, in the order of the deliverables.
    personal, forbidden : tuple of FolderFinding
        The finding itself is not repeated of what looks like personal data.
    changed : tuple of str
        Tables of ``data/`` that are not the team's own, or not as they were laid out.
    unread : tuple of str
        Files in which nothing could be looked for.
    """

    team: Team
    figures: tuple[JudgedFigure, ...]
    structure: tuple[StructureCheck, ...]
    missing: tuple[str, ...]
    personal: tuple[FolderFinding, ...]
    forbidden: tuple[FolderFinding, ...]
    changed: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def zeroed(self) -> Mapping[str, bool]:
        """Whether "personal" and "promise" make their lines 0."""
        return {PERSONAL: bool(self.personal), PROMISE: any(one.zero for one in self.forbidden)}

    def points(self, line: str) -> float:
        """Return the automatic points of a line of the rubric, before anything makes it 0.

        Raises
        ------
        KeyError
            For a line of which nothing is marked automatically.
        """
        if not any(part.by == CHECK for one in rubric() if one.id == line for part in one.parts):
            raise KeyError(line)
        found = [one.points for one in self.structure if one.line == line]
        return round(sum(found) + (sum(one.points for one in self.figures) if line == "analysis" else 0.0), 2)


def examine(folder: Path) -> AuditFindings:
    """Examine a team's folder; nothing in it is run or changed.

    Raises
    ------
    CourseError
        When the folder is no team's, or is of another course version.
    """
    team = read_team(folder)
    here = folder / team.language
    known = data_files(team)
    same = {name for name, content in known.items() if _same(folder / name, content)}
    changed = tuple(name for name in known if name not in same)
    found, unread = texts(folder, frozenset({FIGURES, *same}))
    return AuditFindings(
        team,
        judged(team, folder),
        checked(team, here),
        tuple(_missing(team, folder)),
        tuple(_personal(found)),
        tuple(_forbidden(found)),
        changed,
        tuple(unread),
    )


def _same(path: Path, content: bytes) -> bool:
    try:
        return not path.is_symlink() and path.read_bytes() == content
    except OSError:
        return False


def _missing(team: Team, folder: Path) -> list[str]:
    here, lines = folder / team.language, []
    for deliverable in deliverables():
        lacking: list[str] = []
        for file in deliverable.files:
            if not (here / file.name).is_file():
                lacking.append(message("audit.missing.file", file=file.name))
            elif file.kind == "text":
                lacking += [
                    message("audit.missing.section", file=file.name, section=one)
                    for one in unfilled_sections(here, file.name)
                ]
            for sheet in file.sheets if (here / file.name).is_file() else ():
                least, rows = (sheet.alone if team.alone else sheet.least), filled(here / file.name, sheet)
                count = len(rows.rows) if rows else 0
                if count < least:
                    values = {"file": file.name, "sheet": sheet.id, "found": count, "least": least}
                    lacking.append(message("audit.missing.rows", **values))
            if file.kind == "notebook" and (here / file.name).is_file() and not started(folder):
                lacking.append(message("audit.missing.figures", file=file.name))
        lacking += _records_not_there(folder, here) if deliverable.id == SPOKEN else []
        if lacking:
            stop = "；" if current() == "zh" else "; "
            told = message("audit.missing.line", id=deliverable.id, title=deliverable.title, lacking=stop.join(lacking))
            lines.append(told)
    return lines


def _records_not_there(folder: Path, here: Path) -> list[str]:
    """Return the files that the section on the record of a role play names and that are not there."""
    named = _FILE_NAME.findall(section_written(here / "08_scripts.md", "recording"))
    absent = [name for name in dict.fromkeys(named) if not ((here / name).is_file() or (folder / name).is_file())]
    return [message("audit.missing.file", file=name) for name in absent]


def _personal(found: list[ReadText]) -> list[FolderFinding]:
    return [
        FolderFinding(one.file, one.place, message(f"audit.personal.{kind.replace(' ', '_').replace('-', '_')}"), True)
        for one in found
        for kind in kinds_in(_DECIMALS.sub(" ", one.text) if isinstance(one.text, str) else one.text)
    ]


def _forbidden(found: list[ReadText]) -> list[FolderFinding]:
    """Return forbidden sentences of the deliverables; a question of the form, and what a customer says, are none."""
    rules = content()["forbidden"]
    findings = []
    for one in found:
        name = one.file.rpartition("/")[2]
        text = str(one.text)
        if not re.match(r"(?:0[1-9]|10)_", name) or name.endswith(RECORD) or text.lstrip().startswith(">"):
            continue  # the lines of a role play's record are the course's
        if any(re.match(rules["spoken_by_customer"][language], text, re.IGNORECASE) for language in LANGUAGES):
            continue
        for sentence in rules["sentences"]:
            if sentence["id"] in forbidden_in(text):
                reported = only_reported(text, sentence["id"])
                zero = bool(sentence["zero"]) and name.startswith(SPOKEN) and not reported
                findings.append(FolderFinding(one.file, one.place, sentence[current()]["why"], zero, reported))
    return findings


def forbidden_in(text: str) -> tuple[str, ...]:
    """Return which forbidden sentences a text says, by their usual wording: one that is not found may still be said.

    >>> forbidden_in("这只产品保本。"), forbidden_in("这只产品不保本。"), forbidden_in("It is as safe as a deposit.")
    (('principal',), (), ('risk_hidden',))
    """
    rules = content()["forbidden"]
    return tuple(
        sentence["id"]
        for sentence in rules["sentences"]
        if any(_says(text, sentence[language]["pattern"], language) for language in LANGUAGES)
    )


def only_reported(text: str, name: str) -> bool:
    """Return whether a forbidden sentence stands only where somebody else's words are told or corrected.

    >>> only_reported("您说当时有人保证收益，我记下来。", "returns"), only_reported("我们保证收益。", "returns")
    (True, False)
    """
    rules = content()["forbidden"]
    sentence = next(one for one in rules["sentences"] if one["id"] == name)
    found = [
        re.search(rules["reported"][language], part, re.IGNORECASE)
        for part in _SENTENCE_END.split(text)
        for language in LANGUAGES
        if _says(part, sentence[language]["pattern"], language)
    ]
    return bool(found) and all(found)


def _says(text: str, pattern: str, language: str) -> bool:
    """Return whether a text says what it may not, without a "no" just before or in answer to it."""
    denied, asked = content()["forbidden"]["denied"][language], content()["forbidden"]["asked"][language]
    return any(
        not re.search(denied, text[: match.start()], re.IGNORECASE)
        and not re.match(asked, text[match.end() :], re.IGNORECASE)
        for match in re.finditer(pattern, text, re.IGNORECASE)
    )


def told_of_line(found: AuditFindings, name: str) -> list[tuple[str, str]]:
    """Return what was found for a line of the rubric that is marked automatically, as `told` does; else nothing."""
    line = next(one for one in rubric() if one.id == name)
    most = sum(part.points for part in line.parts if part.by == CHECK)
    if not most:
        return []
    zero = bool(line.zero) and found.zeroed[line.zero]
    points = 0.0 if zero else found.points(line.id)
    lines = [(message("audit.told.line", title=line.title, points=f"{points:g}", most=f"{most:g}"), "")]
    for one in found.structure:
        if one.line == line.id and one.why:
            lines.append((message("audit.told.check", told=one.told, why=one.why), "yellow"))
    for figure in found.figures if line.id == "analysis" else ():
        if figure.points < figure.most:
            words = " ".join(figure.told)
            values = {"name": figure.name, "points": f"{figure.points:g}", "most": f"{figure.most:g}"}
            lines.append((message("audit.told.figure", told=words, **values), "yellow"))
    return lines


def told(found: AuditFindings) -> list[tuple[str, str]]:
    """Return what was found as lines for a person, each with its style ("", "yellow", "red")."""
    lines: list[tuple[str, str]] = [(message("audit.told.head", team=found.team.name, seed=found.team.seed), "")]
    for line in rubric():
        lines += told_of_line(found, line.id)
    lines += [(one, "yellow") for one in found.missing]
    lines += [(message("audit.told.changed", file=name), "red") for name in found.changed]
    for here in found.personal:
        lines.append((message("audit.told.personal", file=here.file, place=here.place, what=here.what), "red"))
    for here in found.forbidden:
        key = "promise" if here.zero else "reported" if here.reported else "forbidden"
        values = {"file": here.file, "place": here.place, "what": here.what}
        lines.append((message(f"audit.told.{key}", **values), "red" if here.zero else "yellow"))
    lines += [(message("audit.told.unread", file=name), "yellow") for name in found.unread]
    most = sum(part.points for line in rubric() for part in line.parts if part.by == CHECK)
    lines.append((message("audit.told.rest", rest=f"{100 - most:g}"), ""))
    return lines
