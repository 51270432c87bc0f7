"""Words and pages as HTML."""
