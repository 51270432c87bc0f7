"""In a real JupyterLab: first answers outlive a restart and come back; what was missed comes again in a review."""

from typing import Any

import nbformat
import pytest
from jupyter_pages import languages_in_turn, open_and_run_all, restart, until
from quiz_pages import axe_violations

from fsq_lab.quiz.bank import load_bank

pytestmark = pytest.mark.browser

WRITTEN = {
    "zh": ["办得对，也不用等太久。", "满意是这次，忠诚是下次。", "钱在谁手里。", "到期前打电话。", "先问清楚。"],
    "en": ["Right, and no long wait.", "This time; next time.", "Who has the money.", "Call before.", "Ask first."],
}


def wrong_place(bank_name: str, item_id: str) -> int:
    """The place of a wrong option, as this learner sees the question."""
    bank = load_bank(bank_name)
    (item,) = bank.only([item_id]).items
    key = item.key(bank.seed(item))
    return next(place for place in range(4) if str(place) != key)


@pytest.mark.parametrize("language", languages_in_turn())
def test_first_answers_come_back_after_a_restart_and_a_missed_question_in_a_review(
    language: str, browser: Any, open_course: Any
) -> None:
    lab = open_course(language, "01")
    file = lab.root / "notebooks" / language / "01_changing_for_you.ipynb"
    notebook = nbformat.read(file, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("review()", id="again"))
    nbformat.write(notebook, file)

    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    open_and_run_all(page, lab)
    missed = page.locator(".fsq-quiz").nth(3)
    for number, words in enumerate(WRITTEN[language]):  # three of the five in one quiz, two in the next
        question = page.locator(".fsq-quiz form").filter(has=page.locator("textarea")).nth(number)
        question.locator("textarea").fill(words)
        question.locator("button").first.click()
        until(page, lambda question=question: question.locator(".fsq-told").inner_text())
    missed.locator("label").nth(wrong_place("01_changing_for_you", "six-awards")).click()
    missed.locator("button").first.click()
    until(page, lambda: missed.locator("form").first.locator(".fsq-told").inner_text())
    page.close()

    restart(lab)
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    open_and_run_all(page, lab)
    back = page.locator(".fsq-first-answers")
    assert back.locator("blockquote").all_inner_texts() == WRITTEN[language]
    fields = page.locator(".fsq-quiz textarea").all()[: len(WRITTEN[language])]
    assert [field.input_value() for field in fields] == WRITTEN[language]
    again = page.locator(".fsq-quiz").last
    (item,) = load_bank("01_changing_for_you").only(["six-awards"]).items
    assert again.locator("form").count() == 1
    assert item.ask[language] in again.locator("legend").inner_text()
    assert again.locator("input:checked").count() == 0
    page.evaluate("document.body.style.minHeight = innerHeight + 'px'")
    assert axe_violations(page, ".fsq-first-answers") == []
