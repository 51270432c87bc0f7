"""Make the bundled chart font: a renamed subset of Noto Sans SC under the SIL Open Font License 1.1.

``python -m fsq_lab.upkeep.font NotoSansSC_400Regular.ttf`` writes ``fsq_lab/ground/fonts/FSQSansSC-Regular.ttf``.
The source is the file ``400Regular/NotoSansSC_400Regular.ttf`` of the npm package
``@expo-google-fonts/noto-sans-sc``, version 0.4.3 (Noto Sans SC 2.004). The same source and the same fontTools
give the same bytes.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from fsq_lab.ground.language import chart_font_file

FAMILY = "FSQ Sans SC"
FILE_NAME = "FSQSansSC-Regular"
# The reserved name of the original is "Source"; copyright, trademark, designers and licence stay as they are.
KEPT_NAMES = (0, 5, 7, 8, 9, 11, 13, 14)
DROPPED_TABLES = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "gasp", "prep", "DSIG"]
COMMON_MARKS = (
    "‐‑‒–—―‘’“”†‡•…‰′″‹›※€²³"  # punctuation
    "←↑→↓↔⇒⇔"
    "−×÷±√∞≈≠≤≥∑∈∩∪"
    "①②③④⑤⑥⑦⑧⑨⑩■□▲△▶▼▽◆◇○◎●★☆✓"
)
# Outside GB 2312, but in everyday use and in names.
COMMON_HANZI = "啰瞭玥喆堃昇镕祎赟芃曈晞珺煜琎郄"


def gb2312(rows: Iterable[int]) -> set[str]:
    """Return the characters of some rows (1-94) of the GB 2312 table.

    >>> len(gb2312(range(16, 88)))
    6763
    """
    cells = (bytes((0xA0 + row, 0xA0 + column)) for row in rows for column in range(1, 95))
    return set("".join(cell.decode("gb2312", errors="ignore") for cell in cells))


def course_characters() -> set[str]:
    """Return what the chart font covers.

    That is all 6,763 Chinese characters of GB 2312, its rows 1-3 (punctuation, circled numbers, full-width
    forms), ASCII, Latin-1, and the marks and characters listed in this module.

    >>> sorted(set("感知−期望（n＝600）：①") - course_characters())
    []
    """
    ascii_and_latin = {chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x100)]}
    return gb2312(range(16, 88)) | gb2312(range(1, 4)) | ascii_and_latin | set(COMMON_MARKS) | set(COMMON_HANZI)


def rename(font: TTFont) -> None:
    """Give a font the course's family name, and keep its copyright and licence records.

    Parameters
    ----------
    font : TTFont
        Changed in place.
    """
    names = font["name"]
    version = str(names.getDebugName(5))
    names.names = [record for record in names.names if record.nameID in KEPT_NAMES]
    ours = {
        1: FAMILY,
        2: "Regular",
        3: f"{version};{FILE_NAME}",
        4: f"{FAMILY} Regular",
        6: FILE_NAME,
        10: "Subset of Noto Sans SC, renamed, without hinting and layout tables.",
    }
    for name_id, text in ours.items():
        names.setName(text, name_id, 3, 1, 0x409)


def make(source: Path, target: Path, characters: Iterable[str]) -> None:
    """Write a subset of a font under the course's family name.

    Parameters
    ----------
    source, target : Path
        TrueType files.
    characters : iterable of str
        What to keep; a character that the source lacks is left out (tests/test_glyphs.py finds those in use).
    """
    font = TTFont(source, recalcTimestamp=False)
    options = Options(
        hinting=False,
        layout_features=[],
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
        drop_tables=DROPPED_TABLES,
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(ord(character) for character in characters))
    subsetter.subset(font)
    rename(font)
    font.save(target)
    font.close()


def main() -> None:
    """Read the command line and make the font."""
    parser = argparse.ArgumentParser(prog="python -m fsq_lab.upkeep.font", description="Make the chart font.")
    parser.add_argument("source", type=Path, help="NotoSansSC_400Regular.ttf")
    parser.add_argument("target", type=Path, nargs="?", default=chart_font_file())
    arguments = parser.parse_args()
    make(arguments.source, arguments.target, course_characters())


if __name__ == "__main__":
    main()
