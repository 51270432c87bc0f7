"""The role plays of a chapter: each there, proved, and entered under the objectives that it serves."""

from fsq_lab.gates.matrix import read_matrix
from fsq_lab.gates.sources import Sources
from fsq_lab.ground.language import message
from fsq_lab.roleplay import proof
from fsq_lab.roleplay.reading import read_scenario


def faults(sources: Sources) -> list[str]:
    """Name the role plays of a chapter that are missing, not proved, or in no objective's row."""
    chapter = sources.chapter
    matrix = read_matrix(chapter.root)
    found: list[str] = []
    for name in chapter.roleplays:
        file = chapter.root / "course" / "roleplays" / f"{name}.yml"
        if not file.is_file():
            found.append(message("gates.no_roleplay", chapter=chapter.name, name=name))
            continue
        scenario = read_scenario(file)
        found += [message("gates.roleplay", name=name, fault=fault) for fault in proof.faults(scenario)]
        if not any(name in row["roleplays"] for row in matrix.values()):
            found.append(message("gates.unlisted_anywhere", id=name, column="roleplays"))
    return found
