"""The comprehensive training: lays out a team's folder, marks the automatic half of its rubric, and makes its sheet."""
