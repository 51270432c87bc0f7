"""Code that Python cannot read: Chinese punctuation, brackets and quotes without a partner, indents, missing marks."""

import re

from fsq_lab.companion.situation import Situation
from fsq_lab.ground.language import message

FULL_WIDTH = {
    **{
        "（": "(",
        "）": ")",
        "，": ",",
        "：": ":",
        "；": ";",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "【": "[",
        "】": "]",
    },
    **{
        "｛": "{",
        "｝": "}",
        "＝": "=",
        "＋": "+",
        "－": "-",
        "−": "-",
        "—": "-",
        "–": "-",
        "×": "*",
        "＊": "*",
        "÷": "/",
    },
    **{
        "／": "/",
        "。": ".",
        "．": ".",
        "、": ",",
        "＜": "<",
        "＞": ">",
        "《": "<",
        "》": ">",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
    },
    **{
        "！": "!",
        "＃": "#",
        "＆": "&",
        "｜": "|",
        "「": '"',
        "」": '"',
        "『": '"',
        "』": '"',
        "＂": '"',
        "＇": "'",
        "＿": "_",
    },
    **dict(zip("０１２３４５６７８９", "0123456789", strict=True)),
}
_PAIRS = {")": "(", "]": "[", "}": "{"}
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"|#.*")
_PERCENT = re.compile(r"\d\s*[%％](?!\s*[\w(.])")
_SAID_BY_PYTHON = {
    "unexpected indent": "unexpected_indent",
    "expected an indented block": "no_indent",
    "unindent does not match": "uneven_indent",
    "inconsistent use of tabs": "uneven_indent",
    "expected ':'": "no_colon",
    "Perhaps you forgot a comma": "no_comma",
    "Missing parentheses in call to": "no_brackets",
    "Maybe you meant '=='": "one_equals_sign",
    "cannot assign to": "cannot_assign",
    "invalid decimal literal": "letters_after_number",
    "leading zeros": "leading_zeros",
    "positional argument follows keyword": "keyword_first",
    "'return' outside function": "return_outside",
    "expected 'except' or 'finally'": "no_except",
}
_SEEN_IN_THE_LINE = (
    (re.compile(r"\belse\s+if\b"), "else_if", "elif"),
    (re.compile(r"=>"), "turned_sign", ">="),
    (re.compile(r"=<"), "turned_sign", "<="),
    (re.compile(r"&&"), "other_and", "and"),
    (re.compile(r"\|\|"), "other_and", "or"),
    (re.compile(r"[!=]\s+="), "split_sign", ""),
    (re.compile(r"<>"), "turned_sign", "!="),
    (re.compile(r"\d[\u4e00-\u9fff]"), "letters_after_number", ""),
)


def misread(error: SyntaxError, situation: Situation) -> str:
    """Return in which line Python stopped reading, and the likely cause."""
    said = str(error.msg)
    line = error.lineno or 1
    text = (error.text or "").rstrip("\n")
    if "non-printable character" in said:
        return message("companion.special_space", line=line)
    if _PERCENT.search(text) and ("invalid character" in said or "invalid syntax" in said):
        return message("companion.percent", line=line)
    if "invalid character" in said or "invalid decimal literal" in said:
        mark = _mark_of(said, text)
        if mark in FULL_WIDTH:
            return message("companion.full_width", line=line, mark=mark, wanted=FULL_WIDTH[mark])
        if "invalid character" in said:
            return message("companion.unknown_character", line=line, mark=mark)
    if "unterminated" in said:
        key = "chinese_quotes" if set("“”‘’") & set(text) else "open_quote"
        return message(f"companion.{key}", line=line)
    seen = _seen(_STRING.sub("", text), line)
    if seen:
        return seen
    for words, key in _SAID_BY_PYTHON.items():
        if words in said:
            return message(f"companion.{key}", line=line)
    return _unpaired(said, line, situation.code or text) or message("companion.cannot_read", line=line)


def _mark_of(said: str, text: str) -> str:
    found = re.search(r"invalid character '(.)'", said)
    return found[1] if found else next((mark for mark in text if mark in FULL_WIDTH), "")


def _unpaired(said: str, line: int, code: str) -> str | None:
    """Return what is said of a bracket without a partner."""
    extra = re.match(r"unmatched '(.)'", said)
    if extra:
        return message("companion.bracket_too_many", line=line, mark=extra[1])
    if "does not match opening parenthesis" in said:
        closing, opening = re.findall(r"'([()\[\]{}])'", said)[:2]
        return message("companion.brackets_differ", line=line, opening=opening, closing=closing)
    if "was never closed" not in said and "incomplete input" not in said and "unexpected EOF" not in said:
        return None
    opened = open_brackets(code)
    if opened:
        mark, place = opened[-1]
        return message("companion.bracket_open", line=place, mark=mark)
    if "incomplete input" in said and code.rstrip().endswith(":"):
        return message("companion.no_indent", line=line)
    return message("companion.unfinished", line=line)


def _seen(text: str, line: int) -> str | None:
    for pattern, key, wanted in _SEEN_IN_THE_LINE:
        if pattern.search(text):
            return message(f"companion.{key}", line=line, wanted=wanted)
    return None


def open_brackets(code: str) -> list[tuple[str, int]]:
    """Return the brackets that are opened and not closed, outermost first, each with its line.

    Examples
    --------
    >>> open_brackets("print(round(gaps['gap'], 2)")
    [('(', 1)]
    """
    opened: list[tuple[str, int]] = []
    for number, line in enumerate(re.sub(r"'''.*?'''|\"\"\".*?\"\"\"", "", code, flags=re.DOTALL).splitlines(), 1):
        for mark in _STRING.sub("", line):
            if mark in "([{":
                opened.append((mark, number))
            elif mark in _PAIRS and opened and opened[-1][0] == _PAIRS[mark]:
                opened.pop()
    return opened
