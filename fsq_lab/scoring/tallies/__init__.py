"""Tallies: what SERVQUAL gaps need from a survey, as small tables that can be added, however long it is."""

from fsq_lab.scoring.tallies.files import read
from fsq_lab.scoring.tallies.scored import gaps
from fsq_lab.scoring.tallies.sums import add, tally

__all__ = ["add", "gaps", "read", "tally"]
