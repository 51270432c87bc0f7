"""A learner's function, called for a few seconds at most, and never waiting for somebody to type.

What nothing stops is a single call into compiled code that takes long, and a loop that catches everything itself.
"""

import builtins
import contextlib
import ctypes
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

SECONDS = 4.0
"""So that with all else a verdict is there within five."""
AGAIN = 0.2
"""Seconds between two attempts to stop what has just caught the first one."""
LEFT_ALONE = 1.0
"""Seconds for which a thread is told to stop before it is left to itself."""


class TooSlow(BaseException):
    """The function was stopped; no `except Exception` in it can catch this."""


class Asked(BaseException):
    """The function called ``input``, which nobody answers."""


def limited(function: Callable[..., Any], *arguments: object, seconds: float = SECONDS) -> Any:
    """Call a function, and stop it after some seconds.

    On the main thread a signal stops it: an alarm, or on Windows an interrupt of its own. On any other thread it runs
    in a worker, which is told to stop.

    Raises
    ------
    TooSlow
        When it is not done in time.
    Asked
        When it calls ``input``.

    Examples
    --------
    >>> limited(max, 3, 4)
    4
    """
    if seconds <= 0:
        raise TooSlow
    with _nobody_types():
        if threading.current_thread() is not threading.main_thread():
            return _in_worker(function, arguments, seconds)
        stopped = _by_alarm if hasattr(signal, "setitimer") else _by_interrupt
        return stopped(function, arguments, seconds)


@contextlib.contextmanager
def _nobody_types() -> Iterator[None]:
    def asked(*_: object) -> str:
        raise Asked

    typed = builtins.input
    builtins.input = asked
    try:
        yield
    finally:
        builtins.input = typed


def _by_alarm(function: Callable[..., Any], arguments: tuple[object, ...], seconds: float) -> Any:
    """Let an alarm strike for as long as the call lasts.

    No context manager may hold the alarm: one that strikes in contextlib's own lines would leave it armed for ever.
    """
    armed = True

    def late(*_: object) -> None:
        if armed:
            raise TooSlow

    before = signal.signal(signal.SIGALRM, late)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        try:
            return function(*arguments)
        finally:
            armed = False
    finally:  # an alarm in the line above comes here, and the next one is not due yet
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _by_interrupt(function: Callable[..., Any], arguments: tuple[object, ...], seconds: float) -> Any:
    """Stop the main thread as Windows allows: a timer interrupts it. A learner's own interrupt is passed on."""
    import _thread

    armed, end = True, time.monotonic() + seconds
    done = threading.Event()

    def interrupted(number: int, frame: Any) -> None:
        if armed and time.monotonic() >= end:
            raise TooSlow
        if armed and callable(before):
            before(number, frame)

    def watch() -> None:
        done.wait(seconds)
        while not done.is_set():
            _thread.interrupt_main()
            done.wait(AGAIN)

    before = signal.signal(signal.SIGINT, interrupted)
    watcher = threading.Thread(target=watch, daemon=True)
    try:
        watcher.start()
        try:
            return function(*arguments)
        finally:
            armed = False
    finally:
        armed = False
        done.set()
        watcher.join()
        time.sleep(0)  # an interrupt on its way is taken here, and does nothing
        signal.signal(signal.SIGINT, before)


def _in_worker(function: Callable[..., Any], arguments: tuple[object, ...], seconds: float) -> Any:
    results: list[Any] = []
    errors: list[BaseException] = []
    lock, running = threading.Lock(), [True]

    def work() -> None:
        try:
            try:
                results.append(function(*arguments))
            finally:
                with lock:
                    running.clear()
        except BaseException as error:
            errors.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    worker.join(seconds)
    end = time.monotonic() + LEFT_ALONE
    late = worker.is_alive()
    while worker.is_alive() and time.monotonic() < end:
        with lock:
            if running:
                told = ctypes.c_ulong(worker.ident or 0)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(told, ctypes.py_object(TooSlow))
        worker.join(AGAIN)
    if late or any(isinstance(error, TooSlow) for error in errors):
        raise TooSlow
    if errors:
        raise errors[0]
    return results[0]
