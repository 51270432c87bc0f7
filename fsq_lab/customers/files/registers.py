"""What a customer marketing file holds: groups of fields, the registers beside them, and one customer's own copy."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from fsq_lab.customers.files.file_fields import by_name, content
from fsq_lab.ground.language import current, message

if TYPE_CHECKING:
    from pandas import DataFrame

NOT_TOLD = ("file", "consent", "contact")


def file_contents() -> "DataFrame":
    """Show the ten groups of fields of a customer marketing file, and the registers that belong to it.

    Returns
    -------
    DataFrame, index ``part``
        ``file_holds``: the names of the group's fields, or what a register notes; ``basis``: every basis among them,
        none for registers. Words in the current language; ``attrs["n"]`` parts.

    Examples
    --------
    >>> from fsq_lab.ground.language import use
    >>> _ = use("en")
    >>> file_contents().loc["household", "file_holds"]
    'Household size'
    """
    from pandas import DataFrame

    language = current()
    rows: dict[str, dict[str, str]] = {}
    for section, told in content()["sections"].items():
        own = [field for field in by_name().values() if field.section == section]
        bases = dict.fromkeys(message(f"files.verdict.{field.basis}") for field in own)
        names = message("files.between").join(field.zh if language == "zh" else field.en for field in own)
        rows[told[language]] = {"file_holds": names, "basis": message("files.between").join(bases)}
    for told in content()["registers"].values():
        rows[told[language]] = {"file_holds": told["holds"][language], "basis": ""}
    result = DataFrame.from_dict(rows, orient="index").rename_axis("part")
    result.attrs |= {"n": len(rows), "convention": "fields and registers of course/file_fields.yml"}
    return result


def copy_of(
    row: Mapping[str, Any], consents: Iterable[Mapping[str, Any]], contacts: Iterable[Mapping[str, Any]]
) -> "DataFrame":
    """Put all that is kept about one customer into one table, as `CustomerFiles.whole` returns it."""
    from pandas import DataFrame, MultiIndex

    parts: list[tuple[str, Mapping[str, Any]]] = [("field", {name: row[name] for name in by_name()})]
    parts += [(f"consent_{number}", one) for number, one in enumerate(consents, start=1)]
    parts += [(f"contact_{number}", one) for number, one in enumerate(contacts, start=1)]
    told = [
        (part, name, str(value))
        for part, one in parts
        for name, value in one.items()
        if value is not None and name not in NOT_TOLD
    ]
    index = MultiIndex.from_tuples([(part, name) for part, name, _ in told], names=["part", "item"])
    return DataFrame({"value": [value for *_, value in told]}, index=index)
