"""Financial service quality and customer relationships: the course's library.

Public names are loaded on first use (PEP 562), so that ``import fsq_lab`` costs almost nothing:

>>> import fsq_lab
>>> from fsq_lab import take_quiz
>>> set(fsq_lab.__all__) <= set(dir(fsq_lab))
True
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fsq_lab import plots
    from fsq_lab.checks.practice import exercise
    from fsq_lab.explorers.ceiling import explore_ceiling
    from fsq_lab.explorers.sample_size import explore_sample_size
    from fsq_lab.explorers.weighting import explore_weights
    from fsq_lab.ground.cards import describe
    from fsq_lab.ground.language import use
    from fsq_lab.ground.tables import load
    from fsq_lab.learner.first_answers import first_answers, review
    from fsq_lab.learner.progress_map import show_progress
    from fsq_lab.quiz.widget import take_quiz
    from fsq_lab.roleplay.kept import save_transcripts
    from fsq_lab.roleplay.widget import take_role
    from fsq_lab.scoring import servqual
    from fsq_lab.survey.reading import read_survey

__version__ = "0.1.0"

__all__ = [
    "describe",
    "exercise",
    "explore_ceiling",
    "explore_sample_size",
    "explore_weights",
    "first_answers",
    "load",
    "plots",
    "read_survey",
    "review",
    "save_transcripts",
    "servqual",
    "show_progress",
    "take_quiz",
    "take_role",
    "use",
]

_HOME = {
    "describe": "fsq_lab.ground.tables",
    "exercise": "fsq_lab.checks.practice",
    "explore_ceiling": "fsq_lab.explorers.ceiling",
    "explore_sample_size": "fsq_lab.explorers.sample_size",
    "explore_weights": "fsq_lab.explorers.weighting",
    "first_answers": "fsq_lab.learner.first_answers",
    "load": "fsq_lab.ground.tables",
    "plots": "fsq_lab.plots",
    "read_survey": "fsq_lab.survey.reading",
    "review": "fsq_lab.learner.first_answers",
    "save_transcripts": "fsq_lab.roleplay.kept",
    "servqual": "fsq_lab.scoring.servqual",
    "show_progress": "fsq_lab.learner.progress_map",
    "take_quiz": "fsq_lab.quiz.widget",
    "take_role": "fsq_lab.roleplay.widget",
    "use": "fsq_lab.ground.language",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'fsq_lab' has no attribute {name!r}")
    home = import_module(_HOME[name])
    value = home if _HOME[name].endswith("." + name) else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
