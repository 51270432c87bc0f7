"""The fields of a customer marketing file, as data: what each is for, what it rests on, how long, who reads it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from fsq_lab.customers.files.identifiers import SYNTHETIC_PHONE, kinds_in
from fsq_lab.ground.authored import read_yaml
from fsq_lab.ground.course import course_folder
from fsq_lab.ground.language import CourseError, current, message

if TYPE_CHECKING:
    from pandas import DataFrame

ROLES = ("teller", "manager", "compliance", "analyst")
IN_FULL, MASKED = "in full", "masked"
KEEP, ASK, SPLIT, NEVER, CANNOT_TELL = "keep", "ask", "split", "never", "cannot tell"
NEEDED = ("name_zh", "purpose")
LONGEST_TEXT = 200
_PLAIN = (
    "zh", "en", "section", "type", "weight", "source", "purpose", "basis", "sensitivity", "retention", "law", "readers",
)  # fmt: skip
_CONTROL = frozenset(("Cc", "Cs", "Cn", "Co"))


@dataclass(frozen=True)
class FileField:
    """A field of the file: its names, what may stand in it, and all that must be known before it is filled."""

    name: str
    zh: str
    en: str
    section: str
    type: str
    values: tuple[Any, ...]
    weight: int
    mask: str
    source: Mapping[str, str]
    purpose: Mapping[str, str]
    basis: str
    consent: str
    sensitivity: str
    sensitive: bool
    retention: str
    law: str
    readers: Mapping[str, str]
    also: tuple[str, ...]

    @property
    def is_number(self) -> bool:
        """Whether it holds a whole number."""
        return self.type in ("whole", "flag")

    def checked(self, value: object) -> str | int | None:
        """Return a value as the database keeps it; empty ones as None.

        Raises
        ------
        CourseError
            When the value is none of this field, or could be a living person's.
        """
        if is_empty(value):
            return None
        if not (self.type == "phone" and SYNTHETIC_PHONE.fullmatch(phone_of(value))):
            _refuse_real(value, self.name)
        if self.is_number:
            return self._number(value)
        text = _clean(value, self.name)
        if self.type == "date":
            return day(text, self.name)
        if self.type == "phone":
            phone = phone_of(value)
            if not SYNTHETIC_PHONE.fullmatch(phone):
                raise CourseError("files.not_phone", field=self.name, digits=sum(one.isdigit() for one in phone))
            return phone
        if self.type == "code" and text not in self.values:
            raise CourseError("files.not_listed", field=self.name, value=text[:40], known=", ".join(self.values))
        return text

    def _number(self, value: object) -> int:
        try:
            number = float(str(value).strip())
        except ValueError:
            number = float("nan")
        least, most = self.limits
        if isinstance(value, bool) and self.type != "flag":
            number = float("nan")
        elif isinstance(value, bool):
            number = float(value)
        if not (least <= number <= most and number == int(number)):
            raise CourseError("files.not_number", field=self.name, value=str(value)[:40], least=least, most=most)
        return int(number)

    @property
    def limits(self) -> tuple[int, int]:
        """The least and the largest number that may stand in it."""
        return (0, 1) if self.type == "flag" else (int(self.values[0]), int(self.values[1]))


@cache
def content() -> dict[str, Any]:
    """Return what ``course/file_fields.yml`` holds."""
    return dict(read_yaml(course_folder() / "course" / "file_fields.yml"))


@cache
def by_name() -> dict[str, FileField]:
    """Return every field by its name, in the order of the file."""
    found = {}
    for name, told in content()["fields"].items():
        found[name] = FileField(
            name=name,
            values=tuple(told.get("values", ())),
            mask=told.get("mask", "hidden"),
            consent=told.get("consent", ""),
            sensitive=bool(told.get("sensitive")),
            also=tuple(told.get("also", ())),
            **{one: told[one] for one in _PLAIN},
        )
    return found


def fields() -> "DataFrame":
    """Show the fields of a customer marketing file, one row each.

    Returns
    -------
    DataFrame, index ``field``
        ``zh``, ``en`` (names), ``section``, ``type``, ``allowed`` (what may stand in it), ``source``, ``purpose``,
        ``basis`` ("contract", "duty", or "consent: marketing" and so on), ``sensitivity`` (C1 to C3),
        ``sensitive`` (PIPL art. 28), ``kept_for``, and for each role ``teller``, ``manager``, ``compliance``,
        ``analyst``: "in full", "masked" or "not shown"; ``law``: a rule of ``course/legal.yml``. Words in the current
        language.

    References
    ----------
    Personal Information Protection Law (2021), art. 6, 13, 19, 28; JR/T 0171-2020 for C1 to C3.

    Examples
    --------
    >>> fields().loc["phone", ["basis", "sensitivity", "teller", "manager"]].tolist()
    ['contract', 'C2', 'masked', 'in full']
    """
    from pandas import DataFrame

    language = current()
    rows = {
        field.name: {
            "zh": field.zh,
            "en": field.en,
            "section": content()["sections"][field.section][language],
            "type": field.type,
            "allowed": allowed(field),
            "source": field.source[language],
            "purpose": field.purpose[language],
            "basis": f"{field.basis}: {field.consent}" if field.consent else field.basis,
            "sensitivity": field.sensitivity,
            "sensitive": field.sensitive,
            "kept_for": content()["retention"][field.retention][language],
            **field.readers,
            "law": field.law,
        }
        for field in by_name().values()
    }
    result = DataFrame.from_dict(rows, orient="index").rename_axis("field")
    result.attrs["convention"] = "bases: PIPL art. 13; sensitive: PIPL art. 28; C1 to C3: JR/T 0171-2020"
    return result


def allowed(field: FileField) -> str:
    """Return what may stand in a field, as text."""
    if field.type == "code":
        return ", ".join(map(str, field.values))
    if field.is_number:
        return "{}-{}".format(*field.limits)
    return {"date": "YYYY-MM-DD", "phone": "000 + 8"}.get(field.type, f"1-{LONGEST_TEXT}")


def judge(columns: "DataFrame | Iterable[str]") -> "DataFrame":
    """Say of each column of a spreadsheet whether a customer marketing file may hold it.

    Parameters
    ----------
    columns : DataFrame or names
        Columns known by a field's name, its Chinese or English name, or what spreadsheets usually call it.

    Returns
    -------
    DataFrame, index ``column``
        ``verdict``: "keep" (a contract or a legal duty needs it), "ask" (only with consent), "split" (facts go into
        other places), "never", or "cannot tell" (no such field: find its purpose and basis first); ``field``;
        ``basis``; ``why``; ``law``. ``attrs["convention"]``.

    Examples
    --------
    >>> judge(["name_zh", "备注", "religion", "shoe size"])["verdict"].tolist()
    ['keep', 'split', 'never', 'cannot tell']
    """
    from pandas import DataFrame

    language = current()
    rows: list[dict[str, object]] = []
    for column in columns:
        verdict, name = standing(column)
        row: dict[str, object] = {"column": column, "verdict": verdict, "field": None, "basis": None, "law": None}
        if verdict in (KEEP, ASK):
            field = by_name()[name]
            basis = f"{field.basis}: {field.consent}" if field.consent else field.basis
            row |= {"field": name, "basis": basis, "why": field.purpose[language], "law": field.law}
        elif verdict in (SPLIT, NEVER):
            told = content()[verdict][name]
            row |= {"why": told[language], "law": told["law"]}
        else:
            row |= {"why": message("files.no_such_field")}
        rows.append(row)
    result = DataFrame(rows, columns=["column", "verdict", "field", "basis", "why", "law"]).set_index("column")
    result.attrs["convention"] = (
        "purpose and least scope: PIPL art. 6; bases: art. 13; fields of course/file_fields.yml"
    )
    return result


def standing(column: object) -> tuple[str, str]:
    """Return the verdict on a column, and the name of the field or entry that it is."""
    known = _by_any_name().get(_folded(column))
    return known if known else (CANNOT_TELL, "")


def columns_of(table: "DataFrame") -> dict[Any, str]:
    """Return which column of a table is which field.

    Raises
    ------
    CourseError
        Where two columns are the same field.
    """
    found: dict[Any, str] = {}
    for column in table.columns:
        verdict, name = standing(column)
        if verdict in (KEEP, ASK):
            if name in found.values():
                first = next(one for one, field in found.items() if field == name)
                raise CourseError("files.twice", field=name, columns=f"{first}, {column}")
            found[column] = name
    return found


@cache
def _by_any_name() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for verdict in (NEVER, SPLIT):
        for name, told in content()[verdict].items():
            found |= {_folded(one): (verdict, name) for one in (name, *told["also"])}
    for field in by_name().values():
        verdict = ASK if field.consent else KEEP
        found |= {_folded(one): (verdict, field.name) for one in (field.name, field.zh, field.en, *field.also)}
    return found


def _folded(name: object) -> str:
    return unicodedata.normalize("NFKC", str(name)).strip().casefold().replace(" ", "_")


def keeping(ended: str) -> "DataFrame":
    """Show until when the law has what kind of data kept, once the business relation has ended.

    Parameters
    ----------
    ended : str
        The day on which the relation ended, YYYY-MM-DD.

    Returns
    -------
    DataFrame, index ``rule``
        ``years``, ``keep_until`` (the last day; the relation's end itself where no law keeps it), ``kept_for`` in
        words, ``law``. Until then use stops and storage stays (PIPL art. 47); ``attrs["convention"]``.

    Raises
    ------
    CourseError
        For what is no day.

    Examples
    --------
    >>> keeping("2025-11-30").loc["identity", "keep_until"]
    '2035-11-30'
    """
    from pandas import DataFrame

    end = day(ended, "ended")
    rows = {
        name: {
            "years": told["years"],
            "keep_until": years_after(end, told["years"]),
            "kept_for": told[current()],
            "law": told["law"],
        }
        for name, told in content()["retention"].items()
    }
    result = DataFrame.from_dict(rows, orient="index").rename_axis("rule")
    result.attrs["convention"] = "counted from the relation's end, same date; 29 February becomes the 28th"
    return result


def years_after(start: str, years: int) -> str:
    """Return the same date so many years later.

    >>> years_after("2024-02-29", 10)
    '2034-02-28'
    """
    first = date.fromisoformat(start)
    try:
        return first.replace(year=first.year + years).isoformat()
    except ValueError:
        return first.replace(year=first.year + years, day=28).isoformat()


def day(value: object, field: str) -> str:
    """Return a date as YYYY-MM-DD.

    Raises
    ------
    CourseError
        For what is no date of 1900 to 2200.
    """
    text = str(value.isoformat() if isinstance(value, date) else value).strip()
    text = text.removesuffix(" 00:00:00").removesuffix("T00:00:00").replace("/", "-")
    try:
        found = date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 2200:
        raise CourseError("files.not_day", field=field, value=text[:40])
    return found.isoformat()


def is_empty(value: object) -> bool:
    """Whether a cell holds nothing: None, a missing value of pandas, or blanks."""
    if isinstance(value, str):
        return not value.strip()
    try:
        return value is None or value != value or str(value) in ("<NA>", "NaT")
    except (TypeError, ValueError):
        return False


def phone_of(value: object) -> str:
    """Return a telephone without blanks and hyphens, full-width digits made narrow; what a float lost stays lost."""
    text = unicodedata.normalize("NFKC", str(int(value) if isinstance(value, float) and value.is_integer() else value))
    return re.sub(r"[\s\-‐-―]", "", text)


def _clean(value: object, field: str) -> str:
    text = str(value.isoformat() if isinstance(value, date) else value).strip()
    if len(text) > LONGEST_TEXT:
        raise CourseError("files.too_long", field=field, length=len(text), most=LONGEST_TEXT)
    if any(unicodedata.category(one) in _CONTROL for one in text):
        raise CourseError("files.control", field=field)
    return text


def free_text(value: object, field: str) -> str | None:
    """Return a text that is kept outside of the fields, such as a promise; empty ones as None.

    Raises
    ------
    CourseError
        For a text that is too long, holds control characters, or anything that could be a living person's.
    """
    if is_empty(value):
        return None
    _refuse_real(value, field)
    return _clean(value, field)


def _refuse_real(value: object, field: str) -> None:
    kinds = kinds_in(value)
    if kinds:
        told = message("files.between").join(message(f"files.kind.{kind.replace(' ', '_')}") for kind in kinds)
        raise CourseError("files.real", field=field, kinds=told)


def field_named(name: str) -> FileField:
    """Return a field.

    Raises
    ------
    CourseError
        Where there is none of that name; a column that is never kept says why.
    """
    verdict, known = standing(name)
    if name in by_name():
        return by_name()[name]
    if verdict in (NEVER, SPLIT):
        raise CourseError("files.never", field=name, why=content()[verdict][known][current()])
    raise CourseError("files.unknown_field", field=name, known=", ".join(by_name()))
