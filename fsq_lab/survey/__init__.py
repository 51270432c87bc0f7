"""Surveys: questionnaires, and from what a survey tool exports to a survey table."""
