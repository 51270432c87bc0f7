"""What every room stands on: language, the course's folder and versions, its tables, the learner's progress."""
