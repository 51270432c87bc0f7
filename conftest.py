"""Plugins of the test run, for tests/, doctests and the built notebooks alike."""

import os

os.environ["FSQ_PROGRESS"] = ""  # in notebooks under nbval too: nobody's answers, nothing kept

pytest_plugins = ["workers", "notebook_run", "turns", "costs"]
