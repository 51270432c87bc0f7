"""A team's folder filled in by rule, for tests: every form full, every figure by the solution; no sample report."""

import json
import os
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from fsq_lab.audit.books import FIRST_ROW, columns_of
from fsq_lab.audit.figures import training_exercise
from fsq_lab.audit.layout import lay_out
from fsq_lab.audit.team import Team, new_team
from fsq_lab.audit.training import deliverables
from fsq_lab.ground.synthetic.team_world import worlds
from fsq_lab.scoring.sampling import sample_size

MATRIX = ((1, 3, 5), (1 / 3, 1, 2), (0.2, 0.5, 1))
WEIGHTS = (0.648, 0.230, 0.122)


def filled_folder(folder: Path, institution: str = "bank", members: tuple[str, ...] = ("甲", "乙", "丙", "丁")) -> Team:
    team = new_team("T1", institution, members, "zh")
    lay_out(team, folder)
    here = folder / team.language
    for deliverable in deliverables():
        for file in deliverable.files:
            if file.kind == "text":
                fill_text(here / file.name)
            for sheet in file.sheets:
                fill_sheet(
                    here / file.name, sheet.id, rows_of(team, sheet.id, sheet.alone if team.alone else sheet.least)
                )
    return team


def fill_text(path: Path, words: str = "我们看了数据，写下来。") -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("（写在这里）", words * 25), encoding="utf-8")


def fill_sheet(path: Path, name: str, rows: list[dict[str, Any]]) -> None:
    due = next(s for d in deliverables() for f in d.files if f.name == path.name for s in f.sheets if s.id == name)
    book = load_workbook(path)
    ids = [column for column, _ in columns_of(due)]
    for place, row in enumerate(rows):
        for column, value in row.items():
            book[name].cell(FIRST_ROW + place, ids.index(column) + 1).value = value
    book.save(path)


def rows_of(team: Team, sheet: str, least: int) -> list[dict[str, Any]]:
    if sheet == "judgements":
        return [
            {"criterion": f"准则{n}", **{f"c{k}": v for k, v in enumerate(row, start=1)}, "weight": WEIGHTS[n]}
            for n, row in enumerate(MATRIX)
        ]
    if sheet == "items":
        return [
            {
                "item": n,
                "dimension": f"维度{n % 5}",
                "wording_zh": "您……",
                "wording_en": "You …",
                "scale": "1-7",
                "no_experience": "NE",
            }
            for n in range(least)
        ]
    if sheet == "sample":
        right = sample_size(0.05, population=640, response_rate=0.5)
        return [
            {
                "margin": 0.05,
                "population": 640,
                "response_rate": 0.5,
                "n": right["n"],
                "to_ask": right["n_to_ask"],
                "frame": "名单",
            }
        ]
    if sheet == "codebook":
        return [
            {"table": table, "column": column, "meaning": "x", "values": "x", "missing": 0}
            for table in ("survey", "unit_months", "complaints")
            for column in columns_named(team, table)
        ]
    if sheet == "files":
        return [one_file(n) for n in range(least)]
    due = next(s for d in deliverables() for f in d.files for s in f.sheets if s.id == sheet)
    return [{column: "写了" for column, _ in due.columns} for _ in range(least)]


def columns_named(team: Team, table: str) -> list[str]:
    names = list(worlds()["columns"][table])
    if team.institution == "insurer" and table == "survey":
        names = [name for name in names if not name.startswith("expectation")] + ["minimum_1-22", "desired_1-22"]
    return names


def one_file(number: int) -> dict[str, Any]:
    return {
        "name_zh": f"虚构{number}", "phone": f"000{number:08d}", "age": 40, "branch": "U2", "occupation": "teacher",
        "product": "fund", "tier": "mass", "assets_observed": 10_000, "risk_grade": 2, "risk_expiry": "2026-12-31",
        "channel": "app", "purpose": "wealth", "source": "system", "checked_on": "2025-12-01",
    }  # fmt: skip


def run_notebook(folder: Path, language: str = "zh", solved: dict[str, str] | None = None) -> None:
    """Run the notebook's cells, its gaps filled with code, in its own folder."""
    answers = training_exercise().answers
    code = {name: answer.code for name, answer in answers.items()} if solved is None else solved
    book = json.loads((folder / language / "analysis.ipynb").read_text(encoding="utf-8"))
    scope: dict[str, Any] = {}
    before = Path.cwd()
    os.chdir(folder / language)
    try:
        for cell in (cell for cell in book["cells"] if cell["cell_type"] == "code"):
            source = "".join(cell["source"])
            name = source.removesuffix(" = ...")
            exec(code.get(name, source) if source.endswith(" = ...") else source, scope)
    finally:
        os.chdir(before)
