"""Complaints as counts and rates: how many in how much, whose order, when they changed, with exact limits."""
