"""Gates: what a chapter must hold; each names its faults in sentences, for ``fsq-lab check`` and for the tests."""
