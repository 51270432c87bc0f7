import pickle
import re
from typing import Any

import pytest

from fsq_lab.ground import language
from fsq_lab.ground.language import LANGUAGES, CourseError, catalogue, current, label, message, use


def leaves(entry: Any, path: str = "") -> dict[str, str]:
    if not isinstance(entry, dict):
        return {path: str(entry)}
    return {key: text for name, part in entry.items() for key, text in leaves(part, f"{path}.{name}").items()}


def test_both_catalogues_hold_the_same_keys_and_placeholders() -> None:
    zh, en = (leaves(catalogue(lang)) for lang in LANGUAGES)
    assert zh.keys() == en.keys()
    fields = re.compile(r"(?<!\{)\{(\w+)")
    for key in zh:
        assert sorted(set(fields.findall(zh[key]))) == sorted(set(fields.findall(en[key]))), key


def test_no_message_is_empty_in_either_language() -> None:
    assert not [key for lang in LANGUAGES for key, text in leaves(catalogue(lang)).items() if not text.strip()]


def test_english_messages_hold_no_chinese() -> None:
    # what a survey tool prints is data: those lists live with the reader, not in the messages
    assert not [key for key, text in leaves(catalogue("en")).items() if re.search(r"[一-鿿]", text)]


def test_the_language_in_use_decides_messages_and_labels() -> None:
    use("zh")
    assert (current(), label("empathy")) == ("zh", "移情性")
    assert "zh、en" in message("language.unknown", language="fr", known="zh、en")
    use("en")
    assert label("empathy") == "Empathy"


def test_an_unknown_language_is_refused_and_the_old_one_stays() -> None:
    use("zh")
    with pytest.raises(CourseError, match="fr"):
        use("fr")
    assert current() == "zh"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "Chinese (Simplified)_China.936"}, "zh"),
    ],
)
def test_the_system_language_is_read_from_the_locale(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language.system_language() == expected


def test_fsq_lang_is_used_until_a_language_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_current", None)
    monkeypatch.setenv("FSQ_LANG", "zh")
    assert current() == "zh"
    monkeypatch.setenv("FSQ_LANG", "xx")
    monkeypatch.setattr(language, "system_language", lambda: "en")
    assert current() == "en"


def test_an_error_survives_the_way_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(CourseError("language.unknown", language="fr", known="zh, en")))
    assert (error.key, error.values["language"]) == ("language.unknown", "fr")
    assert "fr" in str(error)
