"""Customers as a bank keeps them: value, loyalty over time, segments, who may leave, and what to do next."""
