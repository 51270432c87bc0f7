"""What a widget sends to the browser, opened again: its state and code, and the frames of a Jupyter socket."""

import json
import zlib
from itertools import pairwise
from typing import Any

_PACKED = b"\x78\xda"  # how zlib begins at its highest level


def state_of(widget: Any) -> dict[str, Any]:
    """Return all that leaves Python when a widget is made, without the code that is the same for its kind."""
    state = widget.get_state()
    code, own = unpacked(state.pop("packed"))
    assert code == widget.code
    del state["_esm"]
    return {**state, **json.loads(own)}


def unpacked(packed: bytes) -> tuple[str, str]:
    """Return a widget's code, and its state as JSON."""
    code, state = zlib.decompress(packed).decode().split("\0")
    return code, state


def readable(frame: str | bytes) -> str:
    """Return a frame of a socket as text, packed parts unpacked.

    A binary one begins with the number of its offsets and the offsets, 8 bytes each (v1.kernel.websocket.jupyter.org).
    """
    if isinstance(frame, str):
        return frame
    places = range(8, 8 * (int.from_bytes(frame[:8], "little") + 1), 8)
    offsets = [int.from_bytes(frame[place : place + 8], "little") for place in places]
    parts = [frame[start:end] for start, end in pairwise(offsets)]
    return "\n".join("\n".join(unpacked(part)) if part.startswith(_PACKED) else part.decode() for part in parts)
