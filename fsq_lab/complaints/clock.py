"""The clock of complaints: terms in days, the limits of the law, one complaint, a log, and how days are misread."""

from fsq_lab.complaints.complaint_clock import complaint, extension, pause
from fsq_lab.complaints.day_readings import readings
from fsq_lab.complaints.lateness import judged, late_share
from fsq_lab.complaints.terms import of_rule, term

__all__ = ["complaint", "extension", "judged", "late_share", "of_rule", "pause", "readings", "term"]
