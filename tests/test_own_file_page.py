"""The page "Bring your own file": each example is read as it stands there, and gives the means below it."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook
from page_blocks import blocks_of

from fsq_lab.ground.language import LANGUAGES
from fsq_lab.survey.instrument_files import read_instrument
from fsq_lab.survey.questionnaire import Instrument
from fsq_lab.survey.reading import read_survey
from fsq_lab.survey.sheets import read_grid

PAGES = {"zh": "docs/own-file.zh.md", "en": "docs/own-file.md"}
ROOT = Path(__file__).parents[1]


class Example(NamedTuple):
    """A file of answers as the page shows it, with all that belongs to it."""

    name: str
    blocks: dict[str, str]


def examples(language: str) -> list[Example]:
    """Return the page's examples: each ends with its means."""
    text = (ROOT / PAGES[language]).read_text(encoding="utf-8")
    common, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    default = dict(blocks_of(common))["questionnaire"]
    found = []
    for section in sections:
        blocks = {"questionnaire": default}
        for kind, content in blocks_of(section):
            blocks[kind] = content
            if kind == "means":
                found.append(Example(f"{section.splitlines()[0]} {len(found)}", blocks))
                blocks = {"questionnaire": default}
    return found


def file_of(example: Example, folder: Path) -> Path:
    """Write an example as the file it stands for."""
    sheets = {kind.removeprefix("sheet="): text for kind, text in example.blocks.items() if kind.startswith("sheet=")}
    if sheets:
        book = Workbook()
        book.remove(book.active)
        for name, text in sheets.items():
            page = book.create_sheet(name)
            for line in text.splitlines():
                page.append(line.split(","))
        book.save(folder / "answers.xlsx")
        return folder / "answers.xlsx"
    [(kind, text)] = [(kind, text) for kind, text in example.blocks.items() if kind.startswith("answers")]
    (folder / "answers.csv").write_bytes(text.encode(kind.partition("encoding=")[2] or "utf-8"))
    return folder / "answers.csv"


def questionnaire_of(example: Example, folder: Path) -> Instrument:
    (folder / "own.csv").write_text(example.blocks["questionnaire"], encoding="utf-8")
    return read_instrument(folder / "own.csv")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", range(len(examples("en"))), ids=[one.name for one in examples("en")])
def test_an_example_gives_the_means_that_stand_below_it(tmp_path: Path, place: int, language: str) -> None:
    example = examples(language)[place]
    asked = questionnaire_of(example, tmp_path)
    mapping = None
    if "mapping" in example.blocks:
        mapping = tmp_path / "mapping.yml"
        mapping.write_text(example.blocks["mapping"], encoding="utf-8")
    sheet = example.blocks["sheet"].strip() if "sheet" in example.blocks else None
    table, report = read_survey(file_of(example, tmp_path), asked, mapping, sheet)
    told = dict(line.split(": ") for line in example.blocks["means"].splitlines())
    assert {column: f"{table[column].mean():.2f}" for column in asked.item_columns} == told
    assert len(table) == 10
    assert "192.0.2" not in table.to_string() + repr(report)
    if "branch" in report.matched:
        assert table["branch"].nunique() == 2


def test_both_pages_have_the_same_examples() -> None:
    zh, en = (examples(language) for language in LANGUAGES)
    assert [one.blocks for one in zh] == [one.blocks for one in en]
    assert len(en) >= 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readmes_link_to_the_page(language: str) -> None:
    readme = {"zh": "README.zh.md", "en": "README.md"}[language]
    assert f"({PAGES[language]})" in (ROOT / readme).read_text(encoding="utf-8")


def test_the_reader_of_this_page_would_see_a_wrong_mean(tmp_path: Path) -> None:
    example = examples("en")[0]
    asked = questionnaire_of(example, tmp_path)
    file = file_of(example, tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("非常不同意", "非常同意"), encoding="utf-8")
    changed = file.read_text(encoding="utf-8").replace(",同意,", ",不同意,")
    file.write_text(changed, encoding="utf-8")
    table = read_survey(file, asked).table
    told = dict(line.split(": ") for line in example.blocks["means"].splitlines())
    assert {column: f"{table[column].mean():.2f}" for column in asked.item_columns} != told
    assert read_grid(file).encoding == "UTF-8"
