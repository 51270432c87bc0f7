"""Lays a team's folder out: papers and forms in both languages, a notebook with the team's own world, its tables."""

import json
from pathlib import Path
from typing import Any

from fsq_lab.audit.books import empty_book, field_name, is_required
from fsq_lab.audit.figures import given_code, training_exercise
from fsq_lab.audit.form_checks import UNIT_FIELD
from fsq_lab.audit.papers import form_of, links
from fsq_lab.audit.team import FILE, Team, kept_figures, text_of
from fsq_lab.audit.training import Deliverable, DueFile, content, deliverables, rubric, word
from fsq_lab.customers.files.file_fields import FileField, by_name
from fsq_lab.ground.language import LANGUAGES, CourseError, current, message, speaking
from fsq_lab.ground.synthetic.team_world import TABLES, worlds
from fsq_lab.ground.written_files import cannot_write, put


def lay_out(team: Team, folder: Path) -> list[Path]:
    """Lay a team's folder out.

    Parameters
    ----------
    team : Team
    folder : Path
        To be made; its parent is there.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    CourseError
        When something of that name is there already, or nothing can be written.
    """
    if folder.exists() or folder.is_symlink():
        raise CourseError("audit.there", folder=folder)
    files = papers(team)  # before anything is written
    try:
        folder.mkdir()
        written = []
        for name, made in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            put(folder / name, made)
            written.append(folder / name)
    except OSError as error:
        raise cannot_write(folder, error) from None
    return written


def papers(team: Team) -> dict[str, bytes]:
    """Return every file of a team's folder, by its path."""
    files = {FILE: text_of(team).encode(), **data_files(team)}
    for language in LANGUAGES:
        with speaking(language):
            files[f"{language}/00_brief.md"] = _brief(team).encode()
            files[f"{language}/00_roles.md"] = _roles(team).encode()
            files[f"{language}/00_timeline.md"] = _timeline(team).encode()
            for deliverable in deliverables():
                for file in deliverable.files:
                    files[f"{language}/{file.name}"] = _made(team, deliverable, file)
    return files


def _made(team: Team, deliverable: Deliverable, file: DueFile) -> bytes:
    if file.kind == "book":
        return empty_book(file, team.alone)
    return _notebook(team) if file.kind == "notebook" else form_of(deliverable, file).encode()


def data_files(team: Team) -> dict[str, bytes]:
    """Return the team's tables as CSV files, by path, and what their columns mean, in both languages."""
    made = {f"data/{name}.csv": team.table(name).to_csv(index=False, lineterminator="\n").encode() for name in TABLES}
    for language in LANGUAGES:
        with speaking(language):
            made[f"data/columns.{language}.md"] = _columns(team).encode()
    return made


def started(folder: Path) -> bool:
    """Return whether the notebook has kept a figure."""
    return bool(kept_figures(folder))


def _brief(team: Team) -> str:
    told = content()["brief"][current()].format(institution=team.world.plan["title"][current()])
    lines = [f"# {word('brief')} · {team.name}", "", told.strip(), "", f"## {word('due')}", ""]
    lines += [
        f"| | {word('due')} | {message('audit.paper.files')} | {word('links')} |",
        "|---|---|---|---|",
        *(
            f"| {one.id} | {one.title} | {', '.join(f'`{file.name}`' for file in one.files)} | {links(one)} |"
            for one in deliverables()
        ),
        "",
        f"## {message('audit.paper.rubric')}",
        "",
        f"| {message('audit.paper.line')} | {message('audit.paper.points')} | {message('audit.paper.by')} |",
        "|---|---|---|",
    ]
    for line in rubric():
        for part in line.parts:
            by = message(f"audit.by.{part.by}")
            lines.append(f"| {line.title}{message('audit.paper.colon')}{part.told} | {part.points:g} | {by} |")
    lines += [] if team.alone else ["", message("audit.paper.peer", **_peer_words())]
    lines += ["", f"## {word('data')}", "", message("audit.paper.data", seed=team.seed)]
    handing_in = message("audit.paper.hand_in_alone" if team.alone else "audit.paper.hand_in_team")
    lines += ["", f"## {message('audit.paper.hand_in')}", "", handing_in.strip(), ""]
    return "\n".join(lines)


def _peer_words() -> dict[str, object]:
    return {name: content()["peer"][name] for name in ("low", "high", "least", "most")}


def _roles(team: Team) -> str:
    lines = [
        f"# {word('roles')}",
        "",
        f"| {message('audit.paper.role')} | {message('audit.paper.does')} |",
        "|---|---|",
    ]
    roles = content()["roles"]
    lines += [f"| {role[current()]['title']} | {role[current()]['does']} |" for role in roles]
    lines += ["", message("audit.paper.alone") if team.alone else content()["rotation"][current()], ""]
    stages = [message("audit.paper.stage", number=number) for number in (1, 2, 3)]
    lines += [f"| {message('audit.paper.member')} | {' | '.join(stages)} |", "|---|---|---|---|"]
    titles = {role["id"]: role[current()]["title"] for role in roles}
    offices = [" + ".join(titles[one] for one in office) for office in content()["offices"][len(team.members)]]
    for place, member in enumerate(team.members):
        held = [offices[(place + stage) % len(offices)] for stage in range(3)]
        lines.append(f"| {member} | {' | '.join(held)} |")
    return "\n".join([*lines, ""])


def _timeline(team: Team) -> str:
    who = "alone" if team.alone else "team"
    minutes = content()["minutes"][who]
    lines = [f"# {word('timeline')}", "", message(f"audit.paper.{who}_minutes", minutes=minutes), ""]
    lines += [f"| {message('audit.paper.from_to')} | {message('audit.paper.what')} | {word('due')} |", "|---|---|---|"]
    at = 0
    for step in content()["timeline"]:
        words = step.get(f"{who}_told", step)[current()]
        lines.append(f"| {at}–{at + step[who]} | {words} | {', '.join(step['deliverables'])} |")
        at += step[who]
    return "\n".join([*lines, ""])


def _columns(team: Team) -> str:
    world = team.world
    lines = [f"# {word('data')}", "", message("audit.paper.seed", seed=team.seed), ""]
    plan, language = world.plan, current()
    told = {"business": plan["business"][language], "measured": plan["measure"][language]}
    for table in TABLES:
        lines += [f"## {table}", ""]
        for column, words in worlds()["columns"][table].items():
            more = f" ({told[column]})" if column in told else ""
            lines.append(f"- `{column}`: {words[language]}{more}")
        lines.append("")
    lines += [f"## {message('audit.paper.fields')}", ""]
    for name, field in by_name().items():
        needed = "needed" if is_required(field) else "on_consent" if field.consent else "free"
        allowed = _values_of(field, tuple(plan["units"]) if name == UNIT_FIELD else field.values)
        words = f"{message(f'audit.paper.field_{needed}')} {allowed}"
        lines.append(f"- `{name}` {field_name(field, language)}{message('audit.paper.colon')}{words}")
    lines += ["", f"## {message('audit.paper.units')}", ""]
    lines += [f"- `{unit}`: {named[language]}" for unit, named in plan["units"].items()]
    return "\n".join([*lines, ""])


def _values_of(field: FileField, values: tuple[Any, ...]) -> str:
    if field.type == "whole":
        return f"{values[0]:,}–{values[1]:,}"
    if field.type in ("text", "phone", "date", "flag") and not (field.type == "text" and values):
        return message(f"audit.paper.type_{field.type}")
    return " | ".join(str(one) for one in values)


def _notebook(team: Team) -> bytes:
    """Return the notebook: the team's tables, then a question and a cell for each figure, and room for the rest."""
    language = current()
    opening = [
        "import pandas as pd",
        "from fsq_lab import open_desk, plots, use",
        "",
        f'use("{language}")',
        'desk = open_desk("..")',
    ]
    given = given_code().replace('check = exercise("14_training")\n', "").replace("check.load", "desk.load")
    cells = [
        notebook_cell(
            "markdown", f"# {message('audit.notebook.title', team=team.name)}\n\n{message('audit.notebook.how')}"
        ),
        notebook_cell("code", "\n".join(opening)),
        notebook_cell("code", given.strip()),
        notebook_cell("code", 'desk.load("events")'),
    ]
    for name, answer in training_exercise().answers.items():
        points = message("audit.notebook.points", points=f"{answer.points:g}")
        cells += [
            notebook_cell("markdown", f"## {name}\n\n{answer.ask[language]} {points}"),
            notebook_cell("code", f"{name} = ..."),
        ]
        cells.append(notebook_cell("code", f'desk("{name}", {name})'))
    cells.append(notebook_cell("markdown", f"## {message('audit.notebook.more')}"))
    for number, cell in enumerate(cells):
        cell["id"] = f"training-{number:02d}"
    book = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode()


def notebook_cell(kind: str, source: str) -> dict[str, Any]:
    """Return a cell of a notebook that was never run, "markdown" or "code"."""
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True)}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
