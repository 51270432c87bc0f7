"""A learner's function is stopped in time, however it goes on, and never stops its caller afterwards."""

import builtins
import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fsq_lab.checks import limited as module
from fsq_lab.checks.limited import Asked, TooSlow, limited
from fsq_lab.checks.practice import exercise
from fsq_lab.ground.language import LANGUAGES, use


def loops() -> None:
    while True:
        pass


def sleeps() -> None:
    while True:
        time.sleep(0.3)  # an interrupt wakes a longer one on Windows alone


def catches() -> None:
    while True:
        with contextlib.suppress(Exception):
            time.sleep(0.01)


@pytest.fixture(params=["alarm", "interrupt", "worker"])
def call(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """`limited` on each of its ways: with an alarm, as on Windows, and on another thread than the main one."""
    if request.param == "interrupt":
        monkeypatch.delattr(signal, "setitimer")

    def on_a_thread(function: Callable[..., Any], *arguments: object, seconds: float) -> Any:
        found: list[Any] = []

        def work() -> None:
            try:
                found.append(limited(function, *arguments, seconds=seconds))
            except BaseException as error:
                found.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        if isinstance(found[0], BaseException):
            raise found[0]
        return found[0]

    handled = [number for name in ("SIGINT", "SIGALRM") if (number := getattr(signal, name, None))]
    before = [signal.getsignal(number) for number in handled]
    yield on_a_thread if request.param == "worker" else limited
    assert [signal.getsignal(number) for number in handled] == before


@pytest.mark.parametrize("endless", [loops, sleeps, catches])
def test_what_goes_on_is_stopped(endless: Callable[[], None], call: Callable[..., Any]) -> None:
    start = time.monotonic()
    with pytest.raises(TooSlow):
        call(endless, seconds=0.2)
    assert time.monotonic() - start < 4


def test_what_is_done_in_time_gives_its_value_or_its_error(call: Callable[..., Any]) -> None:
    assert call(max, 3, 4, seconds=5) == 4
    with pytest.raises(ZeroDivisionError):
        call(lambda: 1 / 0, seconds=5)
    typed = builtins.input
    with pytest.raises(Asked):
        call(lambda: input("?"), seconds=5)
    assert builtins.input is typed


def test_nothing_strikes_after_a_call_that_ends_at_the_limit(call: Callable[..., Any]) -> None:
    handlers = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGALRM)]
    stopped = 0
    for number in range(200):
        try:
            call(time.sleep, 0.002, seconds=0.002 + number % 5 * 0.0001)
        except TooSlow:
            stopped += 1
        sum(range(1000))
    time.sleep(2 * module.AGAIN)
    assert 0 <= stopped <= 200
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGALRM)] == handlers


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_check_of_a_function_that_loops_is_over_within_five_seconds(language: str) -> None:
    use(language)
    check = exercise("03_servqual")
    check("rescale", 1)
    start = time.monotonic()
    verdict = check("rescale", lambda points: loops())
    assert module.SECONDS <= time.monotonic() - start < module.SECONDS + 1, "for all inputs together"
    assert module.SECONDS < 5
    assert {"zh": "过了4秒还没有算完", "en": "had not finished after 4 seconds"}[language] in repr(verdict)
    assert verdict.points == 0
