"""How lessons and exercises are written, and how an exercise is compiled; no learner's kernel loads it."""
