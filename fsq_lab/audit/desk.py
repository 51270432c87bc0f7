"""What a team's notebook calls: `desk.load("survey")` gives its own data, `desk("gaps", gaps)` keeps a figure."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fsq_lab.audit.figures import training_exercise
from fsq_lab.audit.team import FIGURES, Team, kept_figures, read_team
from fsq_lab.checks.codec import UnsupportedAnswerError, encode
from fsq_lab.ground.language import CourseError, message
from fsq_lab.ground.written_files import put
from fsq_lab.hypertext.words import Html, as_html

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class KeptFigure:
    """A figure that was kept; `fsq-lab audit check` tells what it earns."""

    name: str

    def __repr__(self) -> str:
        return message("audit.kept", name=self.name)


@dataclass(frozen=True)
class DeskCheck:
    """What `fsq-lab audit check` says, as it was asked for in a notebook."""

    lines: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        first, *others = (as_html(line.strip()) for line in self.lines)
        told = "".join(f"<li>{one}</li>" for one in others)
        return Html(f"<p>{first}</p><ul>{told}</ul>")


@dataclass(frozen=True)
class Desk:
    """A team at work in its folder."""

    team: Team
    folder: Path

    def load(self, table: str) -> "DataFrame":
        """Return one of the team's own tables.

        Raises
        ------
        CourseError
            When there is no such table.
        """
        from fsq_lab.ground.synthetic.team_world import TABLES

        if table not in TABLES:
            raise CourseError("audit.no_table", name=table, known=", ".join(TABLES))
        return self.team.table(table)

    def __call__(self, name: str, value: object) -> KeptFigure | None:
        """Keep a figure for `fsq-lab audit check`; `...` is left out, and takes away what was kept.

        Raises
        ------
        CourseError
            For an unknown name, and a value that is no number, text, list, Series or table.
        """
        known = training_exercise().answers
        if name not in known:
            raise CourseError("audit.no_figure", name=name, known=", ".join(known))
        kept = kept_figures(self.folder)
        kept.pop(name, None)
        if value is not Ellipsis:
            try:
                kept[name] = encode(value)
            except UnsupportedAnswerError as error:
                raise CourseError("audit.not_kept", name=name, kind=error.what) from None
        ordered = {one: kept[one] for one in known if one in kept}
        put(self.folder / FIGURES, (json.dumps(ordered, ensure_ascii=False, indent=1) + "\n").encode())
        return None if value is Ellipsis else KeptFigure(name)

    def check(self, line: str = "analysis") -> DeskCheck:
        """Say what `fsq-lab audit check` says of a line of the rubric that is marked automatically.

        Parameters
        ----------
        line : {"analysis", "instrument", "files"}

        Raises
        ------
        CourseError
            For a line of which nothing is marked automatically.
        """
        from dataclasses import replace

        from fsq_lab.audit.examined import examine, told_of_line
        from fsq_lab.audit.papers import listed
        from fsq_lab.audit.training import CHECK, rubric

        known = [one.id for one in rubric() if any(part.by == CHECK for part in one.parts)]
        if line not in known:
            raise CourseError("audit.no_line", name=line, known=", ".join(known))
        found = examine(self.folder)
        untried = [one.name for one in found.figures if one.judgement.outcome == "untried"]
        tried = replace(found, figures=tuple(one for one in found.figures if one.name not in untried))
        lines = [text for text, _ in told_of_line(tried, line)]
        if untried and line == "analysis":
            lines.append(message("audit.not_yet", names=listed(untried)))
        return DeskCheck(tuple(lines))


def open_desk(folder: str | Path = "..") -> Desk:
    """Open a team's folder; a notebook lies in its `zh/` or `en/`.

    Raises
    ------
    CourseError
        When the folder is no team's.
    """
    here = Path(folder).resolve()
    return Desk(read_team(here), here)
