"""For maintainers only: tables, chart font, pinned packages."""
