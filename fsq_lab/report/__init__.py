"""A survey's evaluation as one page."""
