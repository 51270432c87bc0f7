"""`python -m fsq_lab` is `fsq-lab`."""

from fsq_lab.cli import app

app(prog_name="fsq-lab")
