"""The one way in which the course reads YAML: with libyaml where PyYAML has it, which is eight times as fast."""

import re
from functools import cache
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


def parse_written(text: str) -> Any:
    """Return what a YAML text holds, its keys as they are written: 5.10 stays 5.10, and No is no truth.

    As values, only ``true`` and ``false`` are truths.

    Raises
    ------
    yaml.YAMLError
        With ``problem_mark``, where the text is no YAML or a key stands twice.

    Examples
    --------
    >>> parse_written("5.10: No")
    {'5.10': 'No'}
    """
    import yaml

    return yaml.load(text, _written())


def pairs_written(text: str) -> list[tuple[str, str]] | None:
    r"""Return the lines of a YAML text of lines ``key: text``, as they are written; None where it is something else.

    Raises
    ------
    yaml.YAMLError
        With ``problem_mark``, where the text is no YAML.

    Examples
    --------
    >>> pairs_written("5.10: nps\nNo: respondent")
    [('5.10', 'nps'), ('No', 'respondent')]
    """
    import yaml

    node = yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(node, yaml.MappingNode):
        return None
    if not all(isinstance(one, yaml.ScalarNode) for pair in node.value for one in pair):
        return None
    return [(str(key.value), str(value.value)) for key, value in node.value]


@cache
def _written() -> Any:
    """Return the loader of `parse_written`."""
    import yaml

    class Written(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[str, Any]:
            found: dict[str, Any] = {}
            self.flatten_mapping(node)
            for key, value in node.value:
                name = str(key.value)
                if name in found:
                    raise yaml.constructor.ConstructorError(None, None, f"'{name}' stands twice", key.start_mark)
                found[name] = self.construct_object(value, deep=True)
            return found

    def construct(loader: Any, node: Any) -> Any:
        return loader.construct_mapping(node, deep=True)

    Written.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
        for first, rules in Written.yaml_implicit_resolvers.items()
    }
    Written.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|True|false|False)$"), list("tTfF"))
    Written.add_constructor("tag:yaml.org,2002:map", construct)
    return Written
