"""The one way in which the course reads YAML: with libyaml where PyYAML has it, which is eight times as fast.

Whoever wrote a text, reading it takes time and memory in proportion to its length: libyaml ends Python where brackets
nest a hundred thousand deep, and a few lines of aliases stand for billions of entries. So aliases and deep nesting are
refused before anything is made of a text; of tags, only those of plain data are known.
"""

import re
from functools import cache
from typing import Any, NoReturn

DEEPEST = 40
_REFUSED = "refused here"
_MAY_BE_DEEP = 100
_MAY_BE_ALIAS = re.compile(r"\*[^\s*,\]}]")
_BEGINNING = re.compile(r"^[\s?:-]+", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")


def parse(text: str) -> Any:
    """Return what a YAML text holds: plain data only, no objects.

    Raises
    ------
    yaml.YAMLError
        With ``problem_mark``, where the text is no YAML, holds an alias, or nests too deep.

    Examples
    --------
    >>> parse("a: [1, 二]")
    {'a': [1, '二']}
    """
    import yaml

    return _constructed(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def parse_written(text: str) -> Any:
    """Return what a YAML text holds, its keys as they are written: 5.10 stays 5.10, and No is no truth.

    As values, only ``true`` and ``false`` are truths, and a date is a text.

    Raises
    ------
    yaml.YAMLError
        As `parse`, and where a key stands twice.

    Examples
    --------
    >>> parse_written("5.10: No")
    {'5.10': 'No'}
    """
    return _constructed(text, _written())


def pairs_written(text: str) -> list[tuple[str, str]] | None:
    r"""Return the lines of a YAML text of lines ``key: text``, as they are written; None where it is something else.

    Raises
    ------
    yaml.YAMLError
        As `parse`.

    Examples
    --------
    >>> pairs_written("5.10: nps\nNo: respondent")
    [('5.10', 'nps'), ('No', 'respondent')]
    """
    import yaml

    _refuse_costly(text)
    node = yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(node, yaml.MappingNode):
        return None
    if not all(isinstance(one, yaml.ScalarNode) for pair in node.value for one in pair):
        return None
    return [(str(key.value), str(value.value)) for key, value in node.value]


def _constructed(text: str, loader: Any) -> Any:
    """Return what a loader makes of a text; whatever goes wrong inside it is an error of YAML's."""
    import yaml

    _refuse_costly(text)
    try:
        return yaml.load(text, loader)
    except yaml.YAMLError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise yaml.MarkedYAMLError(problem=str(error)) from None


def _refuse_costly(text: str) -> None:
    """Raise where a text holds an alias or nests deeper than any file of the course; most texts need no closer look."""
    if not (_may_nest_deep(text) or _MAY_BE_ALIAS.search(text)):
        return
    import yaml

    depth = 0
    for event in yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.AliasEvent):
            _refuse("yaml_alias", event.start_mark)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                _refuse("yaml_deep", event.start_mark)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _may_nest_deep(text: str) -> bool:
    """Return whether a text's brackets, or a line's beginning, could stand for many levels."""
    if any(match.end() - match.start() > _MAY_BE_DEEP for match in _BEGINNING.finditer(text)):
        return True
    depth = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match.group() in "[{" else max(0, depth - 1)
        if depth > _MAY_BE_DEEP:
            return True
    return False


def _refuse(key: str, mark: Any) -> NoReturn:
    import yaml

    from fsq_lab.ground.language import message

    error = yaml.MarkedYAMLError(problem=message(f"authored.{key}", deepest=DEEPEST), problem_mark=mark)
    error.note = _REFUSED
    raise error


def told_of(error: Exception) -> dict[str, object]:
    """Return the line of an error in YAML, and in words what is refused here and else allowed, for a message."""
    mark = getattr(error, "problem_mark", None)
    reason = f" {getattr(error, 'problem', '')}" if getattr(error, "note", None) == _REFUSED else ""
    return {"line": mark.line + 1 if mark else "?", "reason": reason}


@cache
def _written() -> Any:
    """Return the loader of `parse_written`."""
    import yaml

    class UniqueKeys(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
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

    UniqueKeys.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if tag.rpartition(":")[2] not in ("bool", "timestamp")]
        for first, rules in UniqueKeys.yaml_implicit_resolvers.items()
    }
    UniqueKeys.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|True|false|False)$"), list("tTfF"))
    UniqueKeys.add_constructor("tag:yaml.org,2002:map", construct)
    return UniqueKeys
