"""Whether the short path runs: what a starred section's cells use, no section without a star has to make."""

import ast
import builtins

from fsq_lab.gates.section_minutes import sections_of
from fsq_lab.gates.sources import Sources
from fsq_lab.ground.language import message
from fsq_lab.ground.names import PUBLIC, SHOWN_WHERE_USED
from fsq_lab.source.timing import SECTION


def faults(sources: Sources) -> list[str]:
    """Name what a starred section uses that only a section without a star makes."""
    file = sources.name_of(sources.chapter.lesson_file)
    known, found = {*dir(builtins), *PUBLIC, "display", "pd"} - SHOWN_WHERE_USED, []
    for cells in sections_of(sources.lesson):
        heading = SECTION["zh"].match(cells[0].text["zh"]) if cells[0].text else None
        if heading is not None and not heading[1]:
            continue
        lacking: list[str] = []
        for cell in cells:
            used, made = _names(cell.code)
            lacking += sorted(used - made - known)
            known |= made
        if lacking:
            title = heading[0].removeprefix("## ") if heading else ""
            names = ", ".join(f"`{name}`" for name in dict.fromkeys(lacking))
            found.append(message("gates.short_path_lacks", file=file, heading=title, names=names))
    return found


def _names(code: str) -> tuple[set[str], set[str]]:
    """Return the names that a cell reads, and those that it makes; neither of a cell that is a command of IPython."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:
        return set(), set()
    names = [node for node in nodes if isinstance(node, ast.Name)]
    made = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    made |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    made |= {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    imports = [one for node in nodes if isinstance(node, ast.Import | ast.ImportFrom) for one in node.names]
    made |= {(one.asname or one.name).split(".")[0] for one in imports}
    return {node.id for node in names if isinstance(node.ctx, ast.Load)}, made
