"""Runs what students wrote, confined; knows nothing of keys, marks, files or names."""
