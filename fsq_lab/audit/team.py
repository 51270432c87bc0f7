"""A team: its name, institution, members and language; its own world, and the figures it keeps."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fsq_lab.ground.course import course_version, require_version, seed_for
from fsq_lab.ground.language import LANGUAGES, CourseError, current
from fsq_lab.ground.regular_files import read_regular
from fsq_lab.ground.synthetic.team_world import TeamWorld, plan_of, worlds
from fsq_lab.ground.yaml_files import parse_written
from fsq_lab.survey.carrying import carry
from fsq_lab.survey.instruments import instrument

if TYPE_CHECKING:
    from pandas import DataFrame

FILE, FIGURES = "team.yml", "figures.json"
NAME = re.compile(r"[\w-]{1,40}")
MOST_MEMBERS, MOST_BYTES = 8, 2_000_000


@dataclass(frozen=True)
class Team:
    """Who does the training.

    Attributes
    ----------
    name : str
        Letters, digits, ``-`` and ``_``, in any script; it alone decides, with the institution, the team's data.
    institution : {"bank", "mobile", "securities", "insurer"}
        Or that of the sample reports, which no team of learners has.
    members : tuple of str
        What they are called in the sheet; one where somebody learns alone.
    language : {"zh", "en"}
        In which the deliverables are handed in.
    """

    name: str
    institution: str
    members: tuple[str, ...]
    language: str

    @property
    def alone(self) -> bool:
        """Whether one learner does it alone, in 12 hours."""
        return len(self.members) == 1

    @property
    def seed(self) -> int:
        """The seed of the team's world, another one for each course version; of a sample report always the same."""
        if self.institution in worlds()["samples"]:
            return seed_for("samples", self.institution, self.name.casefold())
        return seed_for(course_version(), "team", self.institution, self.name.casefold())

    @property
    def world(self) -> TeamWorld:
        """The team's own world."""
        return _world(self.seed, self.institution)

    def table(self, name: str) -> "DataFrame":
        """Return a table of the team's world; the survey carries its questionnaire."""
        table = self.world.table(name)
        return carry(table, instrument(self.world.plan["instrument"])) if name == "survey" else table


@lru_cache(maxsize=4)
def _world(seed: int, institution: str) -> TeamWorld:
    return TeamWorld(seed, institution)


def new_team(name: str, institution: str, members: tuple[str, ...] = (), language: str | None = None) -> Team:
    """Return a team, checked.

    Raises
    ------
    CourseError
        For a name that will not do, an unknown institution or language, members that are too many or named twice.

    Examples
    --------
    >>> new_team("A1", "bank", ("甲", "乙"), "zh").alone
    False
    """
    spoken = language or current()
    if not NAME.fullmatch(name):
        raise CourseError("audit.bad_name", name=name)
    plan_of(institution)
    if spoken not in LANGUAGES:
        raise CourseError("language.unknown", language=spoken, known=", ".join(LANGUAGES))
    named = tuple(member.strip() for member in members)
    if len(named) > MOST_MEMBERS or len(set(named)) < len(named) or not all(named):
        raise CourseError("audit.bad_members", most=MOST_MEMBERS)
    return Team(name, institution, named or tuple(f"M{number}" for number in range(1, 6)), spoken)


def text_of(team: Team) -> str:
    """Return the team's file, ``team.yml``."""
    members = ", ".join(json.dumps(member, ensure_ascii=False) for member in team.members)
    return (
        f"team: {team.name}\ninstitution: {team.institution}\nlanguage: {team.language}\n"
        f'course: "{course_version()}"\nmembers: [{members}]\n'
    )


def read_team(folder: Path) -> Team:
    """Read a team's folder.

    Raises
    ------
    CourseError
        When the folder holds no ``team.yml`` that can be read, or one of another course version.
    """
    try:
        entry = parse_written(read_regular(folder / FILE, MOST_BYTES).decode("utf-8-sig"))
        members = entry["members"]
        version = str(entry["course"])
        team = new_team(
            str(entry["team"]), str(entry["institution"]), tuple(str(one) for one in members), str(entry["language"])
        )
    except CourseError as error:
        if error.key.startswith(("audit.", "language.")):
            raise
        raise CourseError("audit.no_team", folder=folder, file=FILE) from None
    except Exception:
        raise CourseError("audit.no_team", folder=folder, file=FILE) from None
    require_version(version)
    return team


def kept_figures(folder: Path) -> dict[str, Any]:
    """Return the figures that a team's notebook kept, encoded, by name; none where there are none yet.

    Raises
    ------
    CourseError
        When the file is damaged.
    """
    file = folder / FIGURES
    if not file.exists():
        return {}
    try:
        found = json.loads(read_regular(file, MOST_BYTES).decode("utf-8"))
        if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
            raise TypeError
    except (OSError, ValueError, TypeError, RecursionError):
        raise CourseError("audit.bad_figures", file=file) from None
    return found
