"""Exported questions: read back whole, by our own readers and a public parser; what a format leaves out is counted."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from questions_read import (
    alike,
    from_gift,
    from_moodle,
    from_pegjs,
    in_gift,
    in_moodle,
    read_by_pygift,
    tidy,
    told_to_pygift,
)
from typer.testing import CliRunner

from fsq_lab.classroom import export, gift, moodle
from fsq_lab.classroom.export import MOST_VARIANTS, account, asked_in, drawn, files, groups
from fsq_lab.classroom.portable import ANYTHING, FULL, NONE, Portable, Response, portable
from fsq_lab.cli import app
from fsq_lab.ground.chapters import banks
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import LANGUAGES, CourseError, use
from fsq_lab.learner.workspace import lay_out
from fsq_lab.quiz.bank import Bank, load_bank, read_bank
from fsq_lab.quiz.items import Item, Numeric

EVERY = read_bank(Path(__file__).parent / "every_type.yml")
BANKS = [*map(load_bank, banks()), EVERY]
PARSE = """
const parser = require("gift-pegjs");
const text = require("fs").readFileSync(0, "utf8");
process.stdout.write(JSON.stringify(parser.parse(text)));
"""


PYGIFT = """
import contextlib, io, json, sys
from pygiftparser import parser
source = io.StringIO(sys.stdin.buffer.read().decode())
with contextlib.redirect_stdout(io.StringIO()):
    found = parser.parseFile(source)
read = [{**vars(one), "answers": one.valid and [vars(each) for each in answers(one)]} for one in found]
sys.stdout.buffer.write(json.dumps(read, default=str).encode())
""".replace("answers(one)", "getattr(one.answers, 'answers', [one.answers])")


def questions(bank: Bank, language: str, student: str = "A") -> list[Portable]:
    return [portable(i, f"{bank.name}/{i.id}", language, bank.seed(i, student)) for i in bank.items]


def held(form: Any, found: list[Portable]) -> list[Portable]:
    return [question for question in found if not form.why_not(question)]


def pegjs(text: str) -> list[dict[str, Any]]:
    """Parse GIFT with npm's gift-pegjs; without node and the package the test is skipped, under CI it fails."""
    node = shutil.which("node")
    ran = node and subprocess.run([node, "-e", PARSE], input=text, capture_output=True, text=True, encoding="utf-8")
    if not ran or "Cannot find module" in ran.stderr:
        if os.environ.get("FSQ_REQUIRE_NODE"):
            raise AssertionError("node with gift-pegjs in NODE_PATH is required here")
        pytest.skip("node with gift-pegjs in NODE_PATH is not there")
    assert ran.returncode == 0, ran.stderr[-2000:]
    return [entry for entry in json.loads(ran.stdout) if entry["type"] != "Category"]


def pygift(text: str) -> list[dict[str, Any]]:
    """Parse GIFT with PyPI's pygiftparser, which lies in the folder FSQ_PYGIFTPARSER."""
    folder = os.environ.get("FSQ_PYGIFTPARSER")
    if not folder:
        pytest.skip("FSQ_PYGIFTPARSER names no folder with pygiftparser")
    environment = {**os.environ, "PYTHONPATH": folder}
    ran = subprocess.run([sys.executable, "-c", PYGIFT], input=text.encode(), capture_output=True, env=environment)
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    return list(json.loads(ran.stdout))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.name)
def test_each_question_is_read_back_whole_from_gift(bank: Bank, language: str) -> None:
    found = held(gift, questions(bank, language))
    assert from_gift(gift.document([("c", found)], language)) == [in_gift(question) for question in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.name)
def test_each_question_is_read_back_whole_from_moodle_xml(bank: Bank, language: str) -> None:
    found = held(moodle, questions(bank, language))
    assert len(found) == len(bank.items)
    assert from_moodle(moodle.document([("c", found)], language)) == [in_moodle(question) for question in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.name)
def test_the_public_gift_parser_reads_the_same(bank: Bank, language: str) -> None:
    found = held(gift, questions(bank, language))
    read = [from_pegjs(entry) for entry in pegjs(gift.document([("c", found)], language))]
    assert len(read) == len(found)
    assert found or all(item.type == "open" for item in bank.items)
    for one, other in zip(read, found, strict=True):
        assert alike(one, in_gift(other)), other.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.name)
def test_pygiftparser_reads_the_same_and_refuses_only_numbers_below_0(bank: Bank, language: str) -> None:
    found = held(gift, questions(bank, language))
    read = pygift(gift.document([("c", found)], language))
    assert [one["title"] for one in read] == [other.name for other in found]
    for one, other in zip(read, found, strict=True):
        below_0 = other.type == "numeric" and any(answer.text.startswith("-") for answer in other.answers)
        assert one["valid"] is not below_0, other.name
        if one["valid"]:
            assert read_by_pygift(one) == told_to_pygift(other)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.name)
def test_an_exported_answer_earns_and_tells_what_it_does_in_the_course(bank: Bank, language: str) -> None:
    for item in bank.items:
        seed = bank.seed(item, "A")
        question = portable(item, "b/i", language, seed)
        match item.type:
            case "single" | "true_false" | "multiple":
                for place, answer in enumerate(question.answers):
                    feedback = item.judge([str(place)] if item.type == "multiple" else str(place), language, seed)
                    assert answer.why in feedback.text
                    assert max(0, float(answer.percent)) == pytest.approx(100 * (feedback.share or 0), abs=1e-4)
            case "numeric" | "short_text":
                for answer in question.answers[:-1]:
                    feedback = item.judge(answer.text, language, seed)
                    assert (feedback.text, feedback.share) == (answer.why, float(answer.percent) / 100)
                assert question.answers[-1].why == item.judge("-987654321.5", language, seed).text
            case "cloze":
                for place, blank in enumerate(question.blanks):
                    key = item.key(seed)
                    assert [option.percent for option in blank].index(FULL) == int(key[place])
            case "ordering" | "matching":
                texts = [answer.text for answer in question.answers]
                public = item.public(language, seed)
                shown = public["entries"] if item.type == "ordering" else public["choices"][0]
                assert [shown[int(place)] for place in item.key(seed)] == texts[: len(item.key(seed))]
                assert all(answer.why in question.told for answer in question.answers)
            case "open":
                assert item.judge("x", language, seed).text == question.afterwards


def test_the_shares_of_several_right_options_follow_the_courses_rule() -> None:
    (item,) = EVERY.only(["several"]).items
    seed = EVERY.seed(item)
    answers = portable(item, "b/i", "en", seed).answers
    for chosen in (["0", "1"], ["0", "2"], ["1", "2", "3"], ["0", "1", "2", "3"]):
        share = max(NONE, sum((answers[int(place)].percent for place in chosen), NONE)) / 100
        assert float(share) == item.judge(chosen, "en", seed).share


@pytest.mark.parametrize("name", ["ordering", "cloze", "open"])
def test_what_gift_cannot_hold_is_left_out_listed_and_counted(name: str) -> None:
    use("en")
    group = export.Group("banks/every", {"banks/every": tuple((EVERY, item) for item in EVERY.items)})
    made = list(files(group, ["gift", "moodle"], LANGUAGES))
    ids = {item.type: f"every_type/{item.id}" for item in EVERY.items}
    for file in made:
        if file.path.startswith("gift/"):
            assert ids[name] in file.left_out
            assert ids[name] not in file.questions
            assert ids[name] not in file.text
        else:
            assert not file.left_out
    lines = account(made)
    assert "GIFT: 6 questions written, 3 left out." in lines
    assert "Moodle XML: 9 questions written, 0 left out." in lines
    assert [line for line in lines if ids[name] in line and "(1)" in line]
    use("zh")
    assert "GIFT：写出6道题，略去3道。" in account(made)


def test_what_a_platform_does_otherwise_is_said() -> None:
    group = export.Group("banks/every", {"banks/every": tuple((EVERY, item) for item in EVERY.items)})
    notes = {file.path.split("/")[0]: file.notes for file in files(group, ["gift", "moodle"], ["en"])}
    assert set(notes["gift"]) == {"spelling", "explained", "tries", "gift_hints"}
    assert set(notes["moodle"]) == {"spelling", "explained", "tries", "moodle_ordering"}
    for language in LANGUAGES:
        use(language)
        told = account(files(group, ["gift", "moodle"], ["en"]))
        assert len(told) == 2 + 3 + 4 + 4


def test_an_arrow_in_a_short_answer_is_left_out_of_gift_since_it_would_become_a_matching() -> None:
    question = Portable("short_text", "n", "t", (Response("a->b", FULL, "w"), Response(ANYTHING, NONE, "w")))
    assert gift.why_not(question) == "gift_arrow"
    assert not moodle.why_not(question)


def test_more_than_ten_right_options_are_left_out_of_both() -> None:
    answers = tuple(Response(str(place), Decimal(9), "w") for place in range(11))
    question = Portable("multiple", "n", "t", (*answers, Response("x", Decimal(-9), "w")))
    assert gift.why_not(question) == moodle.why_not(question) == "many_right"
    assert not gift.why_not(replace(question, answers=question.answers[1:]))


# ---- any text
SIGNS = st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Zl", "Zp"), exclude_characters="﻿\xad")
LINE = st.text(st.one_of(SIGNS, st.sampled_from("~=#{}:\\->%[]*<&;$/\"'!")), min_size=1, max_size=25)
TEXT = st.lists(LINE, min_size=1, max_size=3).map("\n".join).map(tidy).filter(bool)
PLAIN = LINE.map(tidy).filter(bool)


@st.composite
def any_question(draw: st.DrawFn) -> Portable:
    kind = draw(st.sampled_from(["single", "multiple", "true_false", "numeric", "short_text", "matching", "cloze"]))
    texts = draw(st.lists(TEXT, min_size=2, max_size=4, unique=True))
    answers = tuple(Response(text, NONE, draw(TEXT)) for text in texts)
    answers = (replace(answers[0], percent=FULL), *answers[1:])
    found = Portable(kind, draw(PLAIN), draw(TEXT), answers, afterwards=draw(st.just("") | TEXT))
    match kind:
        case "multiple":
            found = replace(found, answers=(*answers[:-1], replace(answers[-1], percent=Decimal("-33.33333"))))
        case "true_false":
            sides = (replace(answers[0], text="true"), replace(answers[1], text="false"))
            found = replace(found, answers=sides)
        case "numeric":
            numbers = draw(st.lists(st.decimals(-(10**6), 10**6, places=4), min_size=2, max_size=3))
            keys = tuple(
                replace(answer, text=f"{number.normalize():f}", tolerance=Decimal("0.05"))
                for answer, number in zip(answers, numbers, strict=False)
            )
            found = replace(found, answers=(*keys, Response(ANYTHING, NONE, draw(TEXT))))
        case "short_text":
            spellings = tuple(replace(answer, text=draw(PLAIN.filter(lambda t: t != "*"))) for answer in answers)
            found = replace(found, answers=(*spellings, Response(ANYTHING, NONE, draw(TEXT))))
        case "matching":
            rights = tuple(Response(draw(PLAIN), FULL, "") for _ in texts)
            found = replace(found, answers=(*rights, Response(draw(PLAIN), NONE, "")), lefts=tuple(texts))
        case "cloze":
            before, after = draw(TEXT), draw(TEXT)
            text = f"{before} [[1]] {after} [[2]]"
            found = replace(found, text=text, answers=(), blanks=(answers, answers[::-1]))
    return found


@settings(deadline=None, max_examples=400)
@given(question=any_question())
def test_any_text_survives_gift_and_moodle_xml(question: Portable) -> None:
    if not gift.why_not(question):
        assert from_gift(gift.document([("c", [question])], "en")) == [in_gift(question)]
    if "[[" not in question.text.replace("[[1]]", "").replace("[[2]]", ""):
        assert from_moodle(moodle.document([("c", [question])], "en")) == [in_moodle(question)]


@settings(deadline=None, max_examples=12)
@given(found=st.lists(any_question(), min_size=20, max_size=30))
def test_any_text_survives_the_public_gift_parser(found: list[Portable]) -> None:
    wanted = [question for question in found if not gift.why_not(question)]
    read = pegjs(gift.document([("c", wanted)], "en"))
    for entry, question in zip(read, wanted, strict=True):
        assert alike(from_pegjs(entry), in_gift(question))


def test_a_swapped_key_or_a_lost_explanation_is_noticed() -> None:
    (item,) = EVERY.only(["one"]).items
    question = portable(item, "b/one", "en", EVERY.seed(item))
    text = gift.document([("c", [question])], "en")
    for before, after in (("=Advice", "~Advice"), ("Advice cannot be touched.", ""), ("A form is paper.", "Yes.")):
        assert before in text
        try:
            assert from_gift(text.replace(before, after)) != [in_gift(question)]
        except AssertionError:
            continue


# ---- drawn numbers
@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.name)
def test_variants_differ_and_their_keys_are_computed_from_the_ids_in_their_names(bank: Bank) -> None:
    for item in bank.items:
        variants = drawn(bank, item, 3)
        if not isinstance(item, Numeric) or not item.draw:
            assert [student for student, _ in variants] == [""]
            continue
        numbers = [item.numbers(seed) for _, seed in variants]
        assert all(one != other for place, one in enumerate(numbers) for other in numbers[:place])
        for student, seed in variants:
            question = portable(item, f"{bank.name}/{item.id}", "en", seed, student)
            assert question.name.endswith(f"[{student}]")
            assert item.judge(question.answers[0].text, "en", bank.seed(item, student)).right


# ---- what a chapter asks, and the command
@pytest.mark.parametrize("chapter", ["00_start_here", "01_changing_for_you", "03_servqual"])
def test_a_chapters_file_holds_what_its_notebook_asks_in_both_languages(chapter: str) -> None:
    asked = [
        [(bank.name, item.id) for bank, item in asked_in(course_folder() / "notebooks" / language / f"{chapter}.ipynb")]
        for language in LANGUAGES
    ]
    assert asked[0] == asked[1] != []


def test_a_notebook_older_than_its_bank_is_told_and_not_exported_in_part(tmp_path: Path) -> None:
    use("en")
    built = course_folder() / "notebooks" / "en" / "00_start_here.ipynb"
    (_, item), *_ = asked_in(built)
    text = built.read_text(encoding="utf-8")
    ask = json.dumps(escape(item.ask["en"]), ensure_ascii=False)[1:-1]
    assert ask in text
    (tmp_path / "en").mkdir()
    old = tmp_path / "en" / built.name
    old.write_text(text.replace(ask, "An earlier wording"), encoding="utf-8")
    with pytest.raises(CourseError, match="fsq-lab build"):
        asked_in(old)


def test_the_course_holds_every_bank_once() -> None:
    (course,) = [group for group in groups() if group.path == "course"]
    pairs: list[tuple[Bank, Item]] = [pair for section in course.sections.values() for pair in section]
    assert [(bank.name, item.id) for bank, item in pairs] == [
        (name, item.id) for name in banks() for item in load_bank(name).items
    ]


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


def test_the_command_writes_every_bank_chapter_and_the_course(tmp_path: Path) -> None:
    use("en")
    folder = tmp_path / "我的 题库"
    result = run("--out", folder)
    assert result.exit_code == 0, result.output
    written = {str(file.relative_to(folder).as_posix()) for file in folder.rglob("*") if file.is_file()}
    for form, ending in (("gift", "gift.txt"), ("moodle", "moodle.xml")):
        for language in LANGUAGES:
            assert f"{form}/course.{language}.{ending}" in written
            for name in banks():
                assert f"{form}/banks/{name}.{language}.{ending}" in written
            assert f"{form}/chapters/03_servqual.{language}.{ending}" in written
    assert "instructors" in result.output
    for file in folder.rglob("*.txt"):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("// For instructors" if ".en." in file.name else "// 供教师使用")


def test_a_file_in_the_way_stays_unless_replacing_is_asked_for(tmp_path: Path) -> None:
    use("en")
    assert run("03", "--out", tmp_path, "--to", "gift").exit_code == 0
    assert run("03", "--out", tmp_path, "--to", "gift").exit_code == 0
    file = tmp_path / "gift" / "banks" / "03_servqual.en.gift.txt"
    file.write_text("mine", encoding="utf-8")
    (tmp_path / "gift" / "banks" / "03_servqual.zh.gift.txt").unlink()
    refused = run("03", "--out", tmp_path, "--to", "gift")
    assert refused.exit_code == 2
    assert "--replace" in refused.output
    assert file.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "gift" / "banks" / "03_servqual.zh.gift.txt").exists()
    assert run("03", "--out", tmp_path, "--to", "gift", "--replace").exit_code == 0
    assert file.read_text(encoding="utf-8") != "mine"


def test_a_learners_folder_gets_no_keys(tmp_path: Path) -> None:
    use("en")
    lay_out(tmp_path / "my-course")
    refused = run("--out", tmp_path / "my-course" / "export")
    assert refused.exit_code == 2
    assert "learner" in refused.output
    assert not (tmp_path / "my-course" / "export").exists()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "arguments",
    [["99"], ["--to", "qti"], ["--lang", "fr"], ["--variants", "0"], ["--variants", str(MOST_VARIANTS + 1)]],
)
def test_what_is_not_there_is_refused_with_what_there_is(tmp_path: Path, arguments: list[str], language: str) -> None:
    use(language)
    refused = run(*arguments, "--out", tmp_path / "out")
    assert refused.exit_code == 2
    assert "Traceback" not in refused.output
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    use("en")
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused = run("03", "--out", tmp_path / "file")
    assert refused.exit_code == 2
    assert "--out" in refused.output


def test_a_sign_that_no_xml_can_hold_is_refused_and_named() -> None:
    item = replace(EVERY.items[0], ask={"zh": "甲\x07", "en": "a\x07"})
    group = export.Group("banks/b", {"banks/b": ((EVERY, item),)})
    with pytest.raises(CourseError, match=r"U\+0007"):
        list(files(group, ["moodle"], ["en"]))
