"""The course's role plays: dialogues that can be lost.

`scenario` reads a scenario, plays it and proves it in plain Python; `widget` shows it in a notebook.
Nothing is imported here, so that a scenario can be read and played without a widget library.
"""
