"""A remark: what is told of a hand-in or an answer, kept as data and worded in whoever's language reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fsq_lab.ground.language import message

_UNSEEN = dict.fromkeys((*range(32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)))
_UNSEEN |= dict.fromkeys((0x200B, 0x200E, 0x200F, 0xFEFF, 0xFFFE, 0xFFFF))  # the last two break a workbook


@dataclass(frozen=True)
class Remark:
    """An entry of the catalogue under ``grade.remark``, with what its placeholders stand for."""

    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def told(self) -> str:
        """Return the remark in the current language."""
        return message(f"grade.remark.{self.key}", **self.values)

    def data(self) -> list[object]:
        """Return it as JSON carries it."""
        return [self.key, dict(self.values)]


def remark(key: str, **values: object) -> Remark:
    """Return a remark; texts in it are cut to 200 characters and hold nothing unseen.

    >>> remark("cut_off", cells=3).values
    {'cells': 3}
    """
    return Remark(key, {name: v if type(v) is int else seen(str(v), 200) for name, v in values.items()})


def remarks_from(data: Iterable[object]) -> tuple[Remark, ...]:
    """Return remarks from what `Remark.data` gave."""
    return tuple(Remark(str(one[0]), dict(one[1])) for one in data if isinstance(one, list | tuple))


def seen(text: str, longest: int = 100_000) -> str:
    r"""Return a student's text without what is not seen: control and direction characters, surrogates; line ends stay.

    >>> seen("a\u202eb\x00\ud800c", 10)
    'abc'
    """
    lines = text[:longest].encode("utf-8", "ignore").decode("utf-8").replace("\r\n", "\n").split("\n")
    return "\n".join(line.replace("\t", " ").translate(_UNSEEN) for line in lines)
