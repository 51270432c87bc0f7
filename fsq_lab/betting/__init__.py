"""Bets: what a learner guesses before the data are asked, settled with a value of the notebook.

`kinds` knows what can be bet and what is right, `placed` what becomes of a bet and what is kept of it, `widget` shows
it in a notebook. The room is not called `bets`, since a package's folder would hide the public function of that name.
"""
