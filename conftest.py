"""Plugins of the test run, for tests/, doctests and the built notebooks alike."""

import os

os.environ["FSQ_PROGRESS"] = ""  # in notebooks under nbval too: nobody's answers, nothing kept

pytest_plugins = ["notebook_run", "turns", "costs"]
