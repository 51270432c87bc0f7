"""The learner's folder, handing in, the doctor, the map of progress, first answers."""
