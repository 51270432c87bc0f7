"""What a matrix of correlations tells of a scale: omega, how many dimensions, which items go together, and validity.

A folder of its own, since these modules share one way of reading items or a printed matrix (`matrices`) and build on
each other; they belong to scoring's layer like everything around them.
"""
