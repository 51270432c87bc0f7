"""The blocks of a page in docs/: what stands between two fences, with its kind."""

import re

BLOCK = re.compile(r"^```(\w+) ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks_of(text: str) -> list[tuple[str, str]]:
    """Return each block's kind and content, in the page's order."""
    return [(kind, content) for _, kind, content in BLOCK.findall(text)]
