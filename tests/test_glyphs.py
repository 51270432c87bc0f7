"""Every character that can turn up in a chart has a glyph, and the chart font is ours to ship."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import pytest
from fontTools.ttLib import TTFont
from matplotlib.ft2font import FT2Font

from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import chart_font_file, install_chart_font
from fsq_lab.upkeep.font import FAMILY, course_characters, make

OUTSIDE = "龘"  # GBK, but neither GB 2312 nor DejaVu Sans
CATALOGUES = Path(__file__).parent.parent / "fsq_lab" / "ground" / "locale"


@cache
def drawable() -> frozenset[str]:
    """Return the characters of the two chart fonts."""
    dejavu = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    return frozenset(chr(code) for file in (dejavu, chart_font_file()) for code in FT2Font(str(file)).get_charmap())


def gated_files() -> list[Path]:
    """Return the files whose text may reach a chart: catalogues, course sources, data."""
    course = course_folder()
    return sorted(
        [
            *CATALOGUES.glob("*.yml"),
            *(course / "course").rglob("*.py"),
            *(course / "course").rglob("*.yml"),
            *(course / "datasets").rglob("*.csv"),
            *(course / "datasets").rglob("*.json"),
        ]
    )


def text_of(file: Path) -> str:
    """Return a file's text; exports of survey tools may be in GB18030."""
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def missing_glyphs(files: Iterable[Path]) -> dict[str, str]:
    """Return, by file, the characters that the chart fonts cannot draw."""
    found = {}
    for file in files:
        characters = {character for character in text_of(file) if not character.isspace()}
        if missing := "".join(sorted(characters - drawable())):
            found[file.name] = missing
    return found


def draw(text: str) -> None:
    figure, ax = plt.subplots()
    ax.set_title(text)
    figure.canvas.draw()
    plt.close(figure)


def test_every_character_of_catalogues_lessons_and_data_has_a_glyph() -> None:
    assert missing_glyphs(gated_files()) == {}


def test_the_gate_reads_catalogues_lessons_and_data() -> None:
    names = {file.name for file in gated_files()}
    assert {"zh.yml", "en.yml", "bank_branch.yml", "bank_branch.csv", "objectives.yml"} <= names


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_missing_glyph_is_named_with_its_file(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "good.yml").write_text("标签: 可靠性（n＝600）", encoding=encoding)
    (tmp_path / "bad.csv").write_text(f"姓名\n{OUTSIDE}先生", encoding=encoding)
    assert missing_glyphs(sorted(tmp_path.iterdir())) == {"bad.csv": OUTSIDE}


def test_a_label_with_a_missing_glyph_warns_and_names_the_character() -> None:
    install_chart_font()
    with pytest.warns(UserWarning, match=f"Glyph {ord(OUTSIDE)} .* missing"):
        draw(OUTSIDE)


def test_a_missing_glyph_is_an_error_in_tests(pytestconfig: pytest.Config) -> None:
    install_chart_font()
    assert any("Glyph" in line and line.startswith("error") for line in pytestconfig.getini("filterwarnings"))
    with pytest.raises(UserWarning, match="Glyph"):
        draw(OUTSIDE)


def test_chinese_is_drawn_from_the_bundled_font_and_not_without_it() -> None:
    install_chart_font()
    draw("可靠性：差距＝感知−期望，“移情性”——①●▲…")
    with mpl.rc_context({"font.family": ["DejaVu Sans"]}), pytest.warns(UserWarning, match="Glyph .* missing"):
        draw("可靠性")


def test_installing_the_font_twice_registers_it_once() -> None:
    from matplotlib import font_manager

    install_chart_font()
    install_chart_font()
    assert sum(font.name == FAMILY for font in font_manager.fontManager.ttflist) == 1


def test_the_font_covers_gb_2312_and_the_marks() -> None:
    without = "".join(sorted(course_characters() - drawable()))
    assert not without, f"no glyph in the chart font for: {without} (choose other words, or see fsq_lab/upkeep/font.py)"
    assert len([character for character in course_characters() if "一" <= character <= "龥"]) >= 6763


def records(file: Path) -> dict[int, str]:
    with TTFont(file) as font:
        return {record.nameID: record.toUnicode() for record in font["name"].names}


def test_the_font_does_not_bear_the_reserved_name_and_keeps_its_licence() -> None:
    names = records(chart_font_file())
    for name_id in (1, 3, 4, 6):
        assert not re.search("noto|source", names[name_id], re.IGNORECASE)
    assert names[1] == FAMILY
    assert "Adobe" in names[0]
    assert "SIL Open Font License, Version 1.1" in names[13]
    licence = (chart_font_file().parent / "OFL.txt").read_text(encoding="utf-8")
    assert licence.startswith("Copyright 2014-2021 Adobe")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_the_font_stays_small() -> None:
    assert chart_font_file().stat().st_size < 2.4e6


def test_the_font_program_makes_the_same_small_subset_twice(tmp_path: Path) -> None:
    first, second = tmp_path / "first.ttf", tmp_path / "second.ttf"
    for target in (first, second):
        make(chart_font_file(), target, "可靠性A−")
    assert first.read_bytes() == second.read_bytes()
    with TTFont(first) as font:
        assert {chr(code) for code in font.getBestCmap()} == set("可靠性A−")
        assert not {"fpgm", "prep", "cvt ", "GSUB", "GPOS"} & set(font.keys())
    with TTFont(first) as font, TTFont(chart_font_file()) as source:
        assert font["head"].modified == source["head"].modified
    assert records(first)[1] == FAMILY
    assert records(first)[0] == records(chart_font_file())[0]
