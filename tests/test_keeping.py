"""What a notebook keeps of its widgets when it is saved before they have run again."""

import asyncio
import copy
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from fsq_lab import take_quiz
from fsq_lab.learner import keeping

VIEW, STATE = "application/vnd.jupyter.widget-view+json", "application/vnd.jupyter.widget-state+json"


def in_a_loop(work: Any) -> Any:
    """Run it in a thread of its own: a browser test of the same worker may have left a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def notebook(*shown: str, **states: Any) -> dict[str, Any]:
    """A notebook whose last cell shows these widgets, and which holds these states."""
    views = [{"output_type": "display_data", "metadata": {}, "data": {VIEW: {"model_id": name}}} for name in shown]
    text = {"output_type": "stream", "name": "stdout", "text": ["ready"]}
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Ready"},
        {
            "cell_type": "code",
            "id": "b",
            "metadata": {},
            "source": "1",
            "execution_count": 1,
            "outputs": [text, *views],
        },
    ]
    held = {STATE: {"version_major": 2, "version_minor": 0, "state": states}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {"widgets": held}, "cells": cells}


def saved(folder: Path, content: Any, before: object = None) -> Any:
    """Save a notebook as JupyterLab does; return the states that the file then holds."""
    file = folder / "lesson 一.ipynb"
    if before is not None:
        file.write_text(before if isinstance(before, str) else json.dumps(before), encoding="utf-8")
    manager: Any = AsyncLargeFileManager(root_dir=str(folder))

    class Server:
        contents_manager = manager

    in_a_loop(keeping._start_jupyter_server_extension(Server))
    in_a_loop(manager.save({"type": "notebook", "format": "json", "content": content}, f"/{file.name}"))
    return json.loads(file.read_text(encoding="utf-8"))["metadata"].get("widgets", {STATE: {"state": None}})[STATE][
        "state"
    ]


def test_a_notebook_saved_before_its_widgets_have_run_keeps_them(tmp_path: Path) -> None:
    states = {"quiz": {"state": {"given": "二"}}, "bet": {"state": {}}}
    assert saved(tmp_path, notebook("quiz", "bet"), notebook("quiz", "bet", **states)) == states
    assert saved(tmp_path, notebook("quiz", "bet")) == states, "also when it is saved once more"


def test_what_has_run_again_counts_and_what_is_no_longer_shown_goes(tmp_path: Path) -> None:
    before = notebook("quiz", "bet", "play", quiz={"state": 1}, bet={"state": 2}, play={"state": 3})
    assert saved(tmp_path, notebook("new", "bet", "play", new={"state": 4}, play={"state": 5}), before) == {
        "new": {"state": 4},
        "bet": {"state": 2},
        "play": {"state": 5},
    }


def test_a_widget_keeps_the_widgets_within_it() -> None:
    slider = {"state": {"layout": "IPY_MODEL_layout", "children": ["IPY_MODEL_a", "IPY_MODEL_slider"]}}
    states = {
        "slider": slider,
        "layout": {"state": {}},
        "a": {"state": {"style": "IPY_MODEL_gone"}},
        "b": {"state": {}},
    }
    lost = keeping.lost_widgets(notebook("slider"), notebook("slider", **states))
    assert lost == {name: states[name] for name in ("slider", "layout", "a")}
    held = notebook("slider", layout={"state": {"width": 1}})
    assert set(keeping.lost_widgets(held, notebook("slider", **states))) == {"slider", "a"}, "what is held now is newer"


def test_a_notebook_with_widgets_of_ours_gets_one_more_that_shows_again_what_was_missed(tmp_path: Path) -> None:
    own = take_quiz("03_servqual").get_state()
    own = json.loads(json.dumps({name: value for name, value in own.items() if name != "packed"}))
    makes = {
        "model_name": "AnyModel",
        "model_module": "anywidget",
        "model_module_version": own["_model_module_version"],
    }
    states = saved(tmp_path, notebook("quiz", quiz={**makes, "state": own}))
    more = states.pop("fsq-lab-show-again")
    assert states == {"quiz": {**makes, "state": own}}
    assert {name: value for name, value in more.items() if name != "state"} == makes
    make = {f"_{side}_{part}" for side in ("model", "view") for part in ("name", "module", "module_version")}
    assert {name: more["state"][name] for name in make} == {name: own[name] for name in make}
    assert "showAgain" in more["state"]["_esm"]
    assert "http" not in more["state"]["_esm"]
    assert more["state"]["_anywidget_id"] != own["_anywidget_id"]
    before = notebook("quiz", quiz={**makes, "state": own}, **{"fsq-lab-show-again": {"state": "of before"}})
    assert saved(tmp_path, notebook("quiz"), before) == {"quiz": states["quiz"], "fsq-lab-show-again": more}
    assert saved(tmp_path, notebook(slider={"model_module": "@jupyter-widgets/controls"})).keys() == {"slider"}


@pytest.mark.parametrize("before", [None, "", "no JSON", "[]", '{"metadata": {}}', '{"metadata": {"widgets": 3}}'])
def test_a_file_that_is_new_or_broken_keeps_nothing_from_being_saved(
    tmp_path: Path, before: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    assert saved(tmp_path, notebook("quiz"), before) == {}
    assert "hook" not in caplog.text


def test_a_notebook_without_states_gets_none(tmp_path: Path) -> None:
    plain = notebook("quiz")
    del plain["metadata"]["widgets"]
    assert saved(tmp_path, copy.deepcopy(plain), notebook("quiz", quiz={"state": 1})) is None
