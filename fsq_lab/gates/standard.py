"""The standard of a chapter, as far as it can be measured: rows with bounds that go by kind and minutes.

A whole chapter keeps to every row. One that breaks a row for now names it under ``to_mend`` in its ``chapter.yml``,
with the issue that mends it; a row that stands there and is kept is a fault as well.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from fsq_lab.checks.compiled import GradedAnswer
from fsq_lab.gates.sources import Sources, sources_of
from fsq_lab.ground.language import LANGUAGES, message
from fsq_lab.quiz.items import Item
from fsq_lab.quiz.writing import Open
from fsq_lab.source.exercises import ModelAnswer
from fsq_lab.source.grammar import Block
from fsq_lab.source.prose import FOLDED, length
from fsq_lab.source.timing import starred_minutes

SIZES = {45: (40, 2700, 2000), 60: (55, 3600, 2600), 75: (75, 4800, 3500)}
"""By the notebook's minutes: cells, Chinese characters, English words."""

MEDIAN, LONGEST = 3, 10
SECTION = 8
STARRED = 20
LEAST_ITEMS, LEAST_TYPES = 12, 5
SAME_OPENING = 20
"""Per cent of a bank's explanations that may begin with "you"."""

READ = 275
"""Chinese characters a minute."""
RUN, STOP, ITEM, EXPLORER, ROLEPLAY, SENTENCE = 20 / 60, 72 / 60, 30 / 60, 3, 5, 2
"""Minutes for each."""

CODE_LINE, ANSWER, WRITTEN = 105 / 60, 1, 6
"""Minutes in an exercise; a code line is calibrated on exercise 03, which took 110 minutes as it stood in issue 13."""

OPTIONAL = re.compile(r"^## .*选做", re.MULTILINE)
"""The heading of an exercise's appendix, which comes last and is in nobody's minutes."""

CLASS = 1.2
"""A class takes longer over a lesson than a reader."""

GUESS = re.compile("猜一猜|先猜|再猜|动笔|心算|先说方向|先想")
"""A guess that is only thought takes as long as one that is bet; it is no bet."""
PAUSE = re.compile("停一下")
YOU = {"zh": re.compile("你"), "en": re.compile(r"(?:Perhaps |Maybe )?[Yy]ou\b")}
OWN = re.compile("轮到你|写一句|写出|写在纸上")
QUOTE = re.compile(r"\{\{.*?\}\}|`[^`]*`|<[^>]+>")


@dataclass(frozen=True)
class Row:
    """One row of the standard, measured on a chapter.

    Attributes
    ----------
    name : str
        As ``to_mend`` names it.
    file : str
        Where the author mends it.
    value : float
        What was measured.
    least, most : float or None
        The bounds that the chapter's kind and minutes set.
    """

    name: str
    file: str
    value: float
    least: float | None = None
    most: float | None = None

    @property
    def broken(self) -> bool:
        """Whether the value is outside its bounds."""
        low = self.least is not None and self.value < self.least
        return low or (self.most is not None and self.value > self.most)

    @property
    def bound(self) -> str:
        """The bounds in words."""
        if self.most is None:
            return message("gates.bound.least", least=f"{self.least:g}")
        if self.least is None:
            return message("gates.bound.most", most=f"{self.most:g}")
        return message("gates.bound.between", least=f"{self.least:g}", most=f"{self.most:g}")

    @property
    def measured(self) -> str:
        """The row in one line: what, how much, and the bound."""
        mark = "✗" if self.broken else "✓"
        what = message(f"gates.row.{self.name}")
        return message("gates.measured", mark=mark, row=self.name, what=what, value=f"{self.value:g}", bound=self.bound)

    @property
    def sentence(self) -> str:
        """The fault in one sentence, with what to do."""
        advice = message(f"gates.advice.{self.name}")
        what = message(f"gates.row.{self.name}")
        return message(
            "gates.broken", file=self.file, what=what, value=f"{self.value:g}", bound=self.bound, advice=advice
        )


def rows(sources: Sources) -> list[Row]:
    """Measure a chapter on every row that its kind has and whose file is there; a training has none."""
    if sources.chapter.kind == "training":
        return []
    measured = [*_lesson_rows(sources)] if sources.lesson else []
    if sources.bank and sources.chapter.kind != "welcome":
        measured += _bank_rows(sources)
    if sources.exercise:
        measured += _exercise_rows(sources)
    return measured


def faults(sources: Sources) -> list[str]:
    """Name the rows that a chapter breaks without leave, and the leaves that it does not need."""
    measured = {row.name: row for row in rows(sources)}
    to_mend = sources.chapter.to_mend
    where = f"{sources.chapter.name}/chapter.yml"
    found = [row.sentence for row in measured.values() if row.broken and row.name not in to_mend]
    for name in to_mend:
        if name not in measured:
            found.append(message("gates.unknown_row", file=where, row=name, known=", ".join(measured)))
        elif not measured[name].broken:
            row = measured[name]
            found.append(message("gates.kept", file=where, row=name, value=f"{row.value:g}", bound=row.bound))
    return found


def allowed(sources: Sources) -> list[str]:
    """Name the rows that a chapter breaks and lists as to be mended, each with its time."""
    broken = {row.name: row for row in rows(sources) if row.broken}
    return [
        message("gates.until", until=until, sentence=broken[name].sentence)
        for name, until in sources.chapter.to_mend.items()
        if name in broken
    ]


def lesson_minutes(sources: Sources) -> float:
    """Return what the lesson takes a class, computed from its source: reading, running, thinking, answering.

    An open question is a sentence of one's own, and no quiz item on top of it.
    """
    text = sources.text("zh")
    items = asked(sources)
    reading = _readable(text) + sum(_length_of(item) for item in items)
    doing = RUN * (len(_code(sources.lesson)) + len(GUESS.findall(text))) + STOP * len(PAUSE.findall(text))
    doing += (
        ITEM * sum(not isinstance(item, Open) for item in items)
        + EXPLORER * _explorers(sources)
        + SENTENCE * own_sentences(sources)
    )
    doing += ROLEPLAY * len(re.findall(r"take_role\(", "\n".join(_code(sources.lesson))))
    return CLASS * (reading / READ + doing)


def practice_minutes(sources: Sources, starred: bool = False) -> float:
    """Return what the exercise takes, computed from its source; of the starred questions alone if wanted.

    An optional appendix, from the first heading with 选做 on, is not counted.
    """
    minutes = 0.0
    for step in sources.exercise.steps if sources.exercise else ():
        if OPTIONAL.search(step.text.get("zh", "") if isinstance(step, Block) else step.ask["zh"]):
            break
        if isinstance(step, Block):
            minutes += 0 if starred else _readable(step.text.get("zh", "")) / READ
        elif not starred or "★" in step.ask["zh"]:
            minutes += _readable(step.ask["zh"]) / READ + _effort(step)
    return minutes


def short_path_minutes(root: Path) -> int:
    """Return the minutes of the course's short path: the starred sections as stated, and the starred practice."""
    practice = sum(practice_minutes(one, starred=True) for one in sources_of(root))
    return starred_minutes(root) + round(practice)


def asked(sources: Sources) -> list[Item]:
    """Return the items that the lesson asks, in order; the whole bank where a quiz names none."""
    by_id = {item.id: item for item in sources.items}
    found: list[str] = []
    for code in _code(sources.lesson):
        tree = ast.parse(code)
        lists = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in _calls(tree, "take_quiz"):
            value = next((one.value for one in call.keywords if one.arg == "items"), None)
            value = lists.get(value.id, value) if isinstance(value, ast.Name) else value
            named = [part.value for part in ast.walk(value) if isinstance(part, ast.Constant)] if value else [*by_id]
            found += [str(name) for name in named]
    return [by_id[name] for name in found if name in by_id]


def own_sentences(sources: Sources) -> int:
    """Return how often the learner writes before a reply opens: open questions, and lead-ins such as 轮到你."""
    paragraphs = FOLDED.sub("", sources.text("zh")).split("\n\n")
    written = sum(bool(OWN.search(paragraph)) for paragraph in paragraphs)
    return written + sum(isinstance(item, Open) for item in asked(sources))


def addressed(sources: Sources) -> float:
    """Return the share of the bank's explanations that begin with "you", in the language in which more of them do."""
    told = [words for item in sources.items for words in item.explanations()]
    begun = [sum(bool(YOU[language].match(words[language])) for words in told) for language in LANGUAGES]
    return max(begun) / len(told) if told else 0.0


def _lesson_rows(sources: Sources) -> Iterator[Row]:
    chapter, file = sources.chapter, f"{sources.chapter.name}/lesson.py"
    welcome = chapter.kind == "welcome"
    cells, characters, words = SIZES[max([size for size in SIZES if size <= chapter.notebook_minutes] or [min(SIZES)])]
    lines = [sum(bool(line.strip()) for line in code.splitlines()) for code in _code(sources.lesson)] or [0]
    yield Row("cells", file, len(sources.lesson), most=cells)
    yield Row("characters", file, _readable(sources.text("zh")), most=characters)
    yield Row("words", file, length(QUOTE.sub("", sources.text("en")), "en"), most=words)
    yield Row("section", file, max(chapter.sections, default=0), most=SECTION)
    yield Row("minutes", file, round(lesson_minutes(sources)), most=chapter.notebook_minutes)
    yield Row("code_median", file, median(lines), most=MEDIAN)
    yield Row("code_longest", file, max(lines), most=LONGEST)
    placed = sum(1 for code in _code(sources.lesson) for _ in _calls(ast.parse(code), "bet"))
    yield Row("bets", file, placed, *((3, 3) if welcome else (5, 8)))
    yield Row("own_sentences", file, own_sentences(sources), least=1 if welcome else 2)
    charts = sum(len(re.findall(r"\bplots\.\w+\(", code)) for code in _code(sources.lesson))
    yield Row("charts", file, charts, least=1 if welcome else 3)
    yield Row("explorers", file, _explorers(sources), *((None, 0) if welcome else (1, 2)))
    yield Row("items_asked", file, len(asked(sources)), 2 if welcome else 1, 10)


def _bank_rows(sources: Sources) -> Iterator[Row]:
    marked = [item for item in sources.items if not isinstance(item, Open)]
    file = f"{sources.chapter.name}/quiz.yml"
    yield Row("items", file, len(marked), least=LEAST_ITEMS)
    yield Row("types", file, len({item.type for item in marked}), least=LEAST_TYPES)
    yield Row("voice", file, round(100 * addressed(sources)), most=SAME_OPENING)


def _exercise_rows(sources: Sources) -> Iterator[Row]:
    file = f"{sources.chapter.name}/exercise.py"
    yield Row("practice", file, round(practice_minutes(sources)), most=sources.chapter.practice)
    yield Row("starred_practice", file, round(practice_minutes(sources, starred=True)), most=STARRED)


def _code(blocks: Iterable[Block]) -> list[str]:
    return [block.code for block in blocks if block.code]


def _calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _explorers(sources: Sources) -> int:
    return sum(len(re.findall(r"\bexplore_\w+\(", code)) for code in _code(sources.lesson))


def _readable(text: str) -> int:
    return length(QUOTE.sub("", text), "zh")


def _length_of(item: Item) -> int:
    return length(str(item.texts()), "zh")


def _effort(step: GradedAnswer | ModelAnswer) -> float:
    if isinstance(step, ModelAnswer):
        return WRITTEN
    return ANSWER + CODE_LINE * sum(bool(line.strip()) for line in step.code.splitlines())
