"""The one way in which the course reads YAML: with libyaml where PyYAML has it, which is eight times as fast."""

from typing import Any


def parse(text: str) -> Any:
    """Return what a YAML text holds: plain data only, no objects.

    Raises
    ------
    yaml.YAMLError
        With ``problem_mark``, where the text is no YAML.

    Examples
    --------
    >>> parse("a: [1, 二]")
    {'a': [1, '二']}
    """
    import yaml

    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
