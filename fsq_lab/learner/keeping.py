"""Keeps a notebook's widgets as they were when it is saved before they have run again.

ipywidgets' JupyterLab manager writes into a saved notebook those widgets alone that a kernel holds (``get_state_sync``
in ``jupyterlab_widgets/src/manager.ts``, 3.0.17: ``if (model.comm_live)``). A notebook opened the next day shows what
the file holds, without a kernel's; saved so, it would hold nothing, and at the next opening no widget would be found.

And an output looks for its widget ten times a second, for two seconds, and not once more at the end (``get_model`` in
@jupyter-widgets/base-manager 1.0.13; ipywidgets issue 4026). Where all widgets come in the last tenth, as with a kernel
that takes two seconds to start, it says "Error displaying widget: model not found" for good, though they are there.

A Jupyter server extension, switched on by `fsq-lab open`: what is saved keeps from the file on the disk the widgets
that its outputs still show, and gets one more that shows nothing: its code shows again what was missed.
"""

import contextlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fsq_lab.ground.regular_files import MEGABYTE, read_regular

_VIEW = "application/vnd.jupyter.widget-view+json"
_STATE = "application/vnd.jupyter.widget-state+json"
_SHOW_AGAIN = Path(__file__).parent / "static" / "show_again.js"
_NAMED = re.compile(r'"IPY_MODEL_([^"]+)"')  # a widget within another one, such as its layout
_BROKEN = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Do nothing yet: Jupytext, loaded later, puts another manager of files in the server's place."""


async def _start_jupyter_server_extension(server: Any) -> None:
    server.contents_manager.register_pre_save_hook(_before_saving)


def _before_saving(model: dict[str, Any], path: str, contents_manager: Any, **_: Any) -> None:
    """Give a notebook that is about to be saved the widgets that it would lose; never keep it from being saved."""
    from jupyter_server.utils import ApiPath, to_os_path

    with contextlib.suppress(OSError, *_BROKEN):  # no file yet, or none of ours
        if model["type"] == "notebook" and _gaps(model["content"]):
            file = Path(to_os_path(ApiPath(path), contents_manager.root_dir))
            before = json.loads(read_regular(file, 100 * MEGABYTE))
            _states(model["content"]).update(lost_widgets(model["content"], before))
    with contextlib.suppress(OSError, *_BROKEN):
        if model["type"] == "notebook":
            _states(model["content"]).update(one_that_shows_again(_states(model["content"])))


def one_that_shows_again(states: Mapping[str, Any]) -> dict[str, Any]:
    """Return one more widget for a notebook's, of the make of its own: it has no view, and shows again what was missed.

    Parameters
    ----------
    states : mapping
        The widgets' states by their names.

    Returns
    -------
    dict
        Its state by its name; empty where the notebook has no anywidget.

    Examples
    --------
    >>> one_that_shows_again({})
    {}
    """
    makes = [state for state in states.values() if state["model_module"] == "anywidget"]
    if not makes:
        return {}
    make = {name: value for name, value in makes[0]["state"].items() if name.startswith(("_model", "_view"))}
    own = {"_esm": _SHOW_AGAIN.read_text(encoding="utf-8"), "_anywidget_id": __name__}
    kind = {name: makes[0][name] for name in ("model_name", "model_module", "model_module_version")}
    return {"fsq-lab-show-again": {**kind, "state": {**make, **own}}}


def lost_widgets(notebook: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the widgets that a notebook's outputs show, and that it held when it was saved last but not now.

    Parameters
    ----------
    notebook, before : mapping
        The notebook as JSON, with its widgets' states: as it is about to be saved, and as it was saved last.

    Returns
    -------
    dict
        Their states by their names, and those of the widgets within them.

    Raises
    ------
    KeyError
        When one of the two holds no states at all, not even none.
    """
    now, then = _states(notebook), _states(before)
    wanted, lost = _gaps(notebook), dict[str, Any]()
    while wanted:
        name = wanted.pop()
        if name in then and name not in now and name not in lost:
            lost[name] = then[name]
            wanted += _NAMED.findall(json.dumps(then[name]))
    return lost


def _states(notebook: Mapping[str, Any]) -> dict[str, Any]:
    states: dict[str, Any] = notebook["metadata"]["widgets"][_STATE]["state"]
    return states


def _gaps(notebook: Mapping[str, Any]) -> list[str]:
    """Return the names of widgets that are shown and not held."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    shown = [output["data"][_VIEW]["model_id"] for output in outputs if _VIEW in output.get("data", ())]
    return [name for name in shown if name not in _states(notebook)]
