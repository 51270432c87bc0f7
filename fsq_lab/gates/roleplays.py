"""The role plays of a chapter: each there, proved, and entered under the objectives that it serves."""

from fsq_lab.gates.matrix import read_matrix
from fsq_lab.gates.sources import Sources
from fsq_lab.ground.language import message
from fsq_lab.roleplay import proof
from fsq_lab.roleplay.reading import read_scenario


def measured(sources: Sources) -> list[str]:
    """Return for each role play of a chapter in one line how its best ending is reached."""
    folder = sources.chapter.root / "course" / "roleplays"
    files = [folder / f"{name}.yml" for name in sources.chapter.roleplays]
    plays = [read_scenario(file) for file in files if file.is_file()]
    return [proof.measured(play) for play in plays if not proof.faults(play)]


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
