"""The end of a run, and the moments around a claim: what runs later than it should, and what changes after."""

# mypy: ignore-errors
from attacks import attack


@attack()
def destructors_at_the_end():
    """Have destructors, finalizers and callbacks of weak references claim once all is over."""
    import gc
    import os
    import sys
    import weakref

    line = b'{"answer": "won", "value": {"kind": "truth", "index": null, "columns": null, "values": true}}\n'

    class Last:
        def __init__(self):
            self.own = self

        def __del__(self, write=os.write):
            write(4, line)

    kept = [Last() for _ in range(3)]
    sys.modules["last_of_all"] = Last()
    held = [weakref.finalize(one, os.write, 4, line) for one in kept]
    gc.callbacks.append(lambda phase, info: None)
    won = False


@attack("done", "killed", keeps_earlier=False)
def replaces_the_end():
    """Replace exit handlers, the hook for errors, and the interpreter's own finalizer."""
    import atexit
    import ctypes
    import sys
    import threading

    sys.excepthook = sys.unraisablehook = threading.excepthook = lambda *a: None
    sys.exitfunc = threading._shutdown = atexit._run_exitfuncs = lambda: 1 / 0
    ctypes.pythonapi.Py_AtExit(ctypes.cast(ctypes.CDLL(None).abort, ctypes.c_void_p))
    won = 0


@attack()
def an_answer_that_changes_after_it_is_read():
    """Give a list that an alarm, a trace and a collection of garbage change while it is read."""
    import gc
    import signal

    later = [1.0] * 10_000
    won = [0]

    def change(*_):
        later.clear()
        later.append(print)

    gc.callbacks.append(lambda phase, info: change())
    gc.set_threshold(1)
    signal.signal(signal.SIGVTALRM, change)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.0001, 0.0001)
    won = False


@attack("done", "time", "killed")
def a_name_with_a_life_of_its_own():
    """Put a dictionary's subclass in the place of the names, which gives another value at each look."""
    import ctypes
    import sys

    class Names(dict):
        def __getitem__(self, name):
            return 42

        def __contains__(self, name):
            return True

    frame = sys._getframe()
    names = Names(globals())
    try:
        globals().__class__ = Names
    except TypeError:
        pass
    frame.f_globals.update(names)
    ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(1)) if hasattr(
        ctypes.pythonapi, "PyFrame_LocalsToFast"
    ) else None
    won = 0


@attack("done", "killed", "time")
def jumps_back_in_the_runner():
    """Trace the runner's own frame, and jump to another of its lines."""
    import sys

    frame = sys._getframe()
    while frame is not None and frame.f_code.co_name != "run_cells":
        frame = frame.f_back

    def follow(own, event, argument):
        try:
            own.f_lineno = own.f_code.co_firstlineno + 20
        except ValueError:
            pass
        return follow

    if frame is not None:
        frame.f_trace = follow
        sys.settrace(follow)
    won = 0


@attack("done", "time", "killed", "memory")
def raises_in_the_runner_by_alarm():
    """Have an alarm raise in the runner's own lines, again and again."""
    import signal

    def strike(*_):
        raise SystemExit(0)

    signal.signal(signal.SIGVTALRM, strike)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.002, 0.002)
    won = 0


@attack("done", "killed")
def sends_itself_errors_later():
    """Plan an error for the main thread, to be raised once the cell is over."""
    import ctypes
    import threading

    for _ in range(20):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(threading.main_thread().ident), ctypes.py_object(SystemExit)
        )
    added = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(lambda _: -1)
    ctypes.pythonapi.Py_AddPendingCall(added, None)
    won = 0


@attack("done", "killed", "memory", keeps_earlier=False)
def writes_into_the_interpreter():
    """Change small whole numbers, a constant of the runner's, and the reference count of None."""
    import ctypes
    import sys

    ctypes.memmove(id(41) + 24, (42).to_bytes(4, "little"), 4)
    ctypes.memmove(id(None), (1).to_bytes(8, "little"), 8)
    for module in [one for name, one in sys.modules.items() if name.endswith("confined.running")]:
        module.run_cells.__code__ = (lambda *a: None).__code__
        module.Writing.tell.__code__ = (lambda self, entry: None).__code__
    won = 0
