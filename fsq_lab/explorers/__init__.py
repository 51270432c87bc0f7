"""Explorers: something to move, and at once what follows from it, as a picture and a sentence.

Each is an experiment in plain Python, one file each, shown by the one widget of `fsq_lab.explorers.widget`.
"""
