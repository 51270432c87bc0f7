"""What an instructor marks with: hand-ins read, run confined, judged as `check` judges, kept, and told to the class."""
