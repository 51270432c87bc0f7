"""Hand-outs, sheets and keys: nothing from elsewhere, no key on a sheet; explanations on a click or in the key."""

import re
from html import unescape
from itertools import chain
from pathlib import Path

import pytest
from outline import Outline

from fsq_lab.classroom import paper
from fsq_lab.classroom.paper import answer_in_short, in_order_shown
from fsq_lab.classroom.portable import ANYTHING, Portable, portable
from fsq_lab.ground.chapters import banks
from fsq_lab.ground.language import LANGUAGES, current, message, use
from fsq_lab.quiz.bank import Bank, load_bank, read_bank

EVERY = read_bank(Path(__file__).parent / "every_type.yml")
BANKS = [*map(load_bank, banks()), EVERY]
EACH = pytest.mark.parametrize(("bank", "language"), [(b, one) for b in BANKS for one in LANGUAGES])
PAGES = {"handout": paper.handout, "sheet": paper.sheet, "key": paper.key}


def questions(bank: Bank, language: str) -> list[Portable]:
    return [portable(item, f"{bank.name}/{item.id}", language, bank.seed(item, "A")) for item in bank.items]


def page_of(kind: str, bank: Bank, language: str) -> str:
    return PAGES[kind]([(f"fsq-lab/{language}/banks/{bank.name}", questions(bank, language))], language)


def explained(question: Portable) -> list[str]:
    """Return every sentence that a learner must not see beforehand, line by line."""
    texts = [answer.why for answer in (*question.answers, *chain(*question.blanks))]
    return [line for text in (*texts, question.afterwards, *question.hints) for line in text.splitlines() if line]


@EACH
def test_pages_need_nothing_from_elsewhere_and_speak_one_language(bank: Bank, language: str) -> None:
    use("en" if language == "zh" else "zh")
    before = current()
    for kind in PAGES:
        html = page_of(kind, bank, language)
        outline = Outline(html)
        assert outline.faults == []
        assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in html
        assert not re.search(r"<script|<link|<img|<iframe|url\(|https?://", html)
        if language == "en":
            assert not re.search("[一-鿿]", re.sub(r'<span lang="zh">.*?</span>', "", html))
    assert current() == before


@EACH
def test_a_sheet_tells_nothing_and_the_key_tells_everything(bank: Bank, language: str) -> None:
    sheet, key = unescape(page_of("sheet", bank, language)), unescape(page_of("key", bank, language))
    for question in questions(bank, language):
        for line in explained(question):
            assert line not in sheet, question.name
            if line not in question.hints and line not in "\n".join(question.hints):
                assert line in key, question.name
    assert "<details" not in sheet


@EACH
def test_on_a_hand_out_everything_is_behind_a_click(bank: Bank, language: str) -> None:
    html = page_of("handout", bank, language)
    folded = unescape(" ".join(re.findall(r"<details>.*?</details>", html, re.DOTALL)))
    shown = unescape(re.sub(r"<details>.*?</details>", "", html, flags=re.DOTALL))
    for question in questions(bank, language):
        for line in explained(question):
            assert line in folded, question.name
            assert line not in shown, question.name
    use(language)
    assert html.count(f"<summary>{message('paper.show')}</summary>") == len(bank.items)


@EACH
def test_the_key_is_that_of_the_sheet(bank: Bank, language: str) -> None:
    """Read the letters of the key on the question as it is printed, and judge what they stand for."""
    use(language)
    for item, question in zip(bank.items, questions(bank, language), strict=True):
        seed, short = bank.seed(item, "A"), answer_in_short(question)
        html = paper.asked(question)
        lists = re.findall(r'<ol class="letters">(.*?)</ol>', html, re.DOTALL)
        printed = [[unescape(text) for text in re.findall(r"<li>(.*?)</li>", one)] for one in lists]
        letters = [ord(letter) - ord("A") for letter in re.findall(r"[A-Z]", short)]
        public = item.public(language, seed)
        match item.type:
            case "single" | "multiple" | "ordering":
                texts = public["entries" if item.type == "ordering" else "options"]
                places = [str(texts.index(printed[0][letter])) for letter in letters]  # type: ignore[attr-defined]
                assert item.judge(places[0] if item.type == "single" else places, language, seed).right
            case "matching":
                chosen = [str(public["choices"][0].index(printed[0][letter])) for letter in letters]  # type: ignore[index]
                assert item.judge(chosen, language, seed).right
            case "cloze":
                menus: list[list[str]] = public["choices"]  # type: ignore[assignment]
                chosen = [str(m.index(own[at])) for m, own, at in zip(menus, printed, letters, strict=True)]
                assert item.judge(chosen, language, seed).right
            case "numeric":
                assert item.judge(short, language, seed).right
            case "short_text":
                assert all(item.judge(text, language, seed).right for text in short.split(" / "))
            case "true_false":
                assert short == message("quiz.holds" if item.key(seed) == "0" else "quiz.fails")
            case "open":
                assert short == message("paper.open")


@EACH
def test_nothing_is_printed_in_its_right_order(bank: Bank, language: str) -> None:
    for question in questions(bank, language):
        if question.type in ("ordering", "matching"):
            order = in_order_shown(question)
            assert order != list(question.answers)
            assert sorted(order, key=lambda one: one.text) == sorted(question.answers, key=lambda one: one.text)


def test_any_other_answer_is_told_as_such() -> None:
    use("en")
    (item,) = EVERY.only(["half"]).items
    question = portable(item, "b/half", "en", 1)
    assert question.answers[-1].text == ANYTHING
    assert any("anything else" in line for line in paper.answered(question))
    assert not any(f" {ANYTHING}<" in line for line in paper.answered(question))
