"""The glossary and the formulas on paper: every term and every formula, each with what it stands for and where."""

import inspect
import re
from pathlib import Path

import pytest
import yaml
from outline import Outline
from typer.testing import CliRunner

from fsq_lab.classroom.formulas import formulas, notation
from fsq_lab.classroom.glossary import LONGEST, terms
from fsq_lab.classroom.reference import write_reference
from fsq_lab.cli import app
from fsq_lab.ground.language import LANGUAGES, CourseError, speaking
from fsq_lab.ground.names import PUBLIC
from fsq_lab.ground.yaml_files import parse

EACH = pytest.mark.parametrize("language", LANGUAGES)
FEWEST = 30


def entries(root: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = yaml.safe_load((root / "course" / "glossary.yml").read_text(encoding="utf-8"))
    return found


def catalogue(root: Path, language: str) -> dict[str, dict[str, dict[str, str]]]:
    file = root / "fsq_lab" / "ground" / "locale" / f"{language}.yml"
    found: dict[str, dict[str, dict[str, str]]] = parse(file.read_text(encoding="utf-8"))["reference"]["measures"]
    return found


@EACH
def test_every_term_stands_there_once_with_its_partner(root: Path, language: str) -> None:
    other = next(one for one in LANGUAGES if one != language)
    with speaking(language):
        found = [(one.word, one.partner) for one in terms(root)]
    assert len(found) == len(set(found))
    assert set(found) == {(one[language], one[other]) for one in entries(root)}


@EACH
def test_a_definition_is_the_glossarys_word_for_word(root: Path, language: str) -> None:
    wanted = {one[language]: one["definition"][language] for one in entries(root) if "definition" in one}  # type: ignore[index]
    with speaking(language):
        found = {one.word: one.meaning.rstrip("。.") for one in terms(root) if one.defined}
    assert found == wanted
    assert len(found) >= 4


@EACH
def test_any_other_term_is_shown_in_a_sentence_of_the_lesson_that_is_named(root: Path, language: str) -> None:
    texts = {file.stem[:2]: file.read_text(encoding="utf-8") for file in (root / "notebooks" / language).glob("*")}
    with speaking(language):
        found = [one for one in terms(root) if not one.defined]
    without = [one.word for one in found if not one.chapter]
    assert without == [{"zh": "归因", "en": "attribution"}[language]], "in questions and role plays only"
    for one in found:
        if one.chapter:
            plain = one.word.casefold() if language == "zh" else one.word.casefold().split()[0]
            assert plain in one.meaning.casefold() or len(one.meaning) > LONGEST[language], one
            assert one.section in texts[one.chapter], one
            assert "**" not in one.meaning
            assert "](" not in one.meaning


@pytest.mark.parametrize(
    ("language", "word", "chapter", "part"),
    [
        ("zh", "神秘客户", "02", "各自独立地按20条打钩"),
        ("zh", "分配公平", "13", "拿回来的，抵得上丢的吗"),  # said in a table
        ("zh", "校准", "09", "真走了一成吗？这叫校准"),  # too short by itself
        ("en", "moment of truth", "02", "moments of truth"),
        ("en", "item", "03", "22 items"),  # where the Chinese lesson introduces it
        ("en", "rate", "01", "the result is a rate"),
        ("en", "control chart", "11", "control chart months"),
    ],
)
def test_a_term_is_found_where_it_is_introduced(root: Path, language: str, word: str, chapter: str, part: str) -> None:
    with speaking(language):
        (found,) = [one for one in terms(root) if one.word == word]
    assert found.chapter == chapter
    assert part in found.meaning


def test_chinese_terms_are_in_the_order_of_pinyin(root: Path) -> None:
    """GB 2312 has the characters up to D7F9 in that order; a first character beyond it would stand anywhere."""
    with speaking("zh"):
        words = [one.word for one in terms(root)]
    assert all(word[0].isascii() or word.encode("gb2312")[:2] <= b"\xd7\xf9" for word in words)
    order = [words.index(word) for word in ("保证性", "差距", "分母", "客户投诉", "容忍区", "中位数")]
    assert order == sorted(order)


def test_every_formula_that_a_docstring_gives_is_on_the_page_and_its_function_public(root: Path) -> None:
    found = formulas(root)
    assert len(found) >= FEWEST
    for one in found:
        room, name = one.call.split(".")
        module = __import__(PUBLIC[room], fromlist=[name])
        assert one.text in inspect.getdoc(getattr(module, name)), one.call  # type: ignore[operator]
    files = [file for file in (root / "fsq_lab").rglob("*.py") if file.parent.name != "classroom"]
    written = sum(len(re.findall(r"^ +Formula[ (:]", file.read_text(encoding="utf-8"), re.MULTILINE)) for file in files)
    assert written == len(found), "a Formula entry is misspelt, or stands in a function that is not public"


@EACH
def test_every_formula_has_its_name_and_symbols_and_no_other_is_named(root: Path, language: str) -> None:
    named = {f"{room}.{name}" for room, measures in catalogue(root, language).items() for name in measures}
    assert named == {one.call for one in formulas(root)}


@EACH
def test_no_letter_of_a_formula_is_left_unexplained(root: Path, language: str) -> None:
    """What has a lower index, such as r_xx, is named by the symbols or by the formula itself as what it gives."""
    found: dict[str, set[str]] = {}
    with speaking(language):
        for one in formulas(root):
            plain = re.sub(r"_(\{[^}]*\}|\w+)", "", one.text)
            letters = set(re.findall(r"(?<![A-Za-z])([A-Za-z])(?![A-Za-z(])", plain))
            given = set(re.findall(r"(?:^|; )([A-Za-z])(?=_\w+ = | = )", one.text)) | {"e" if "e^" in plain else ""}
            found[one.call] = letters - given - set(re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", one.symbols))
    assert {call: left for call, left in found.items() if left} == {}


def test_authors_of_a_formula_are_those_of_the_docstring(root: Path) -> None:
    years = [one for one in formulas(root) if one.source]
    assert len(years) > len(formulas(root)) / 2
    for one in years:
        assert re.search(r"\b(19|20)\d\d\b", one.source), one.call


def test_all_but_one_formula_have_the_chapter_that_uses_them(root: Path) -> None:
    assert [one.call for one in formulas(root) if not one.chapter] == ["servqual.weighted"]
    chapters = {one.call: one.chapter for one in formulas(root)}
    assert (chapters["agreement.kappa"], chapters["reliability.alpha"], chapters["queues.erlang_c"]) == (
        "02",
        "04",
        "11",
    )


def test_notation_escapes_and_raises() -> None:
    assert notation("p_{k+1}^2 >= a < b * c") == "p<sub>k+1</sub><sup>2</sup> ≥ a &lt; b·c"


def test_pages_are_written_whole_and_what_somebody_edited_is_left(root: Path, tmp_path: Path) -> None:
    files = write_reference(root, tmp_path / "参考")
    assert sorted(file.name for file in files) == [
        f"{name}.{language}.html" for name in ("formulas", "glossary") for language in ("en", "zh")
    ]
    for file in files:
        html = file.read_text(encoding="utf-8")
        assert Outline(html).faults == []
        assert "<script" not in html
        assert "url(" not in html
        assert "http" not in html
    write_reference(root, tmp_path / "参考")
    files[0].write_text(files[0].read_text(encoding="utf-8") + "mine", encoding="utf-8")
    with pytest.raises(CourseError):
        write_reference(root, tmp_path / "参考")
    assert len(write_reference(root, tmp_path / "参考", replace=True)) == 4


def test_the_command_writes_one_language_where_asked(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["reference", "--lang", "zh", "--out", str(tmp_path)])
    assert done.exit_code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["formulas.zh.html", "glossary.zh.html"]
    assert CliRunner().invoke(app, ["reference", "--lang", "fr", "--out", str(tmp_path)]).exit_code == 2
