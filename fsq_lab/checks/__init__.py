"""A learner's answers: carried as data, compared with the oracle, answered with a verdict."""
