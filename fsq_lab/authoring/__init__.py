"""What authors use: sources to notebooks, data files, the font, the pins."""
