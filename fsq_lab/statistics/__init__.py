"""Intervals, regression, resampling: what the rooms of numbers share."""
