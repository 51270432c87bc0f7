"""From scores to a verdict: what matters, where to act, Kano, AHP, fuzzy evaluation, and the choices behind a rank.

A folder of its own, since each of these turns scores into something to do and shows on what that hangs; they belong
to scoring's layer like everything around them.
"""
