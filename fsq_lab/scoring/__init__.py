"""Numbers from answers: one module for each method."""
