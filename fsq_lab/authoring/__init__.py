"""What authors use: sources to notebooks in both languages, and what tells whether they are up to date."""
