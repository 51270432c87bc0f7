"""Resources: time, memory, output, disk."""

# mypy: ignore-errors
from attacks import attack


@attack()
def loops_for_ever():
    """Loop; stopped by the limit of a cell, after which the next cells run."""
    while True:
        pass


@attack("time")
def loops_and_catches_everything():
    """Loop, and catch what would stop it."""
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


@attack("time")
def switches_the_alarm_off():
    """Take the alarms' signals away, then compute for ever."""
    import signal

    for number in (signal.SIGALRM, signal.SIGPROF):
        signal.signal(number, signal.SIG_IGN)
    signal.setitimer(signal.ITIMER_REAL, 0)
    pow(3, 10**9)


@attack("done", "memory", "killed")
def memory_bomb():
    """Take all memory."""
    held = []
    while True:
        held.append(bytearray(50_000_000))


@attack("done", "memory", "killed")
def one_huge_array():
    """Ask for a terabyte at once."""
    import numpy

    numpy.ones(2**37)


@attack("done", "time")
def prints_without_end():
    """Flood standard output and error."""
    import os
    import sys

    line = "x" * 100_000
    for _ in range(3000):
        print(line)
        print(line, file=sys.stderr)
        os.write(1, b"y" * 100_000)
    won = False


@attack("killed", "time")
def floods_the_pipe():
    """Flood the pipe to the grader."""
    import os

    while True:
        os.write(4, b"[" * 65536)


@attack("done", "killed", "time")
def floods_with_lines():
    """Flood it with short lines."""
    import os

    while True:
        os.write(4, b'{"cell":1,"kind":"raised","text":"x"}\n' * 1000)


@attack()
def fills_the_disk():
    """Write files until there is no room."""
    written = 0
    try:
        for number in range(100_000):
            with open(f"file{number}", "wb") as file:
                written += file.write(b"x" * 1_000_000)
    except OSError:
        pass
    won = written > 40_000_000


@attack()
def makes_many_files():
    """Make files until there is no room for names."""
    made = 0
    try:
        for number in range(100_000):
            open(f"name{number}", "w").close()
            made += 1
    except OSError:
        pass
    won = made > 10_000


@attack("killed", "done", "time")
def one_file_of_any_size():
    """Write one file beyond its limit."""
    with open("big", "wb") as file:
        for _ in range(100):
            file.write(b"x" * 1_000_000)
    won = True


@attack("killed", "memory", "done", "time")
def recursion():
    """Recurse without end, the limit taken away."""
    import sys

    sys.setrecursionlimit(10**9)

    def deeper():
        return [deeper()]

    deeper()


@attack()
def nested_source():
    """Have a source compiled that is nested 100,000 deep."""
    eval("(" * 100_000 + ")" * 100_000)


@attack("done", "time")
def opens_many_files():
    """Open files until there are no handles."""
    held = []
    try:
        while len(held) < 10_000:
            held.append(open("/dev/null"))
    except OSError:
        pass
    won = len(held) > 1000
