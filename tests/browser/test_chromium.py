"""Without Chromium the browser tests are skipped and counted, or fail where a browser is required."""

import importlib.util
from pathlib import Path

import pytest


@pytest.mark.parametrize(("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_a_missing_chromium_is_skipped_or_fails_where_it_is_required(
    monkeypatch: pytest.MonkeyPatch, required: str, outcome: type[BaseException]
) -> None:
    spec = importlib.util.spec_from_file_location("browser_conftest", Path(__file__).with_name("conftest.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    monkeypatch.setenv("FSQ_REQUIRE_BROWSER", required)
    with pytest.raises(outcome, match="no Chromium"):
        module.chromium()
