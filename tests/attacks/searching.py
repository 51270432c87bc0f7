"""Searching: for the job, for the hidden data, for others, and for a way to be told of by the machine."""

# mypy: ignore-errors
from attacks import attack


@attack("done", "killed", keeps_earlier=False)
def searches_memory_for_the_job():
    """Find every object of the runner's by the garbage collector, and change what is claimed under which name."""
    import gc

    for one in gc.get_objects():
        kind = type(one).__name__
        if kind in ("Job", "CodeCell", "Limits", "Wanted"):
            for name in list(vars(one)):
                if name in ("wall_s", "cpu_s", "line", "total", "nodes", "depth"):
                    object.__setattr__(one, name, 10**9)
                elif name == "answer":
                    object.__setattr__(one, name, "won")
    won = 0


@attack()
def searches_memory_for_others():
    """Read its own memory, all that can be read of it, for the instructor's token."""
    import ctypes
    import gc

    token = "".join(["the instructor", "'s token"])
    won = [
        1
        for one in gc.get_objects()
        if type(one) in (dict, list) and len(one) < 50 and f"{token}, " in repr(one)[:9999]
    ]
    environment = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    place = 0
    while environment and environment[place]:
        won += [1] if b"SECRET" in environment[place] or b"token" in environment[place] else []
        place += 1


@attack()
def weak_references_to_the_runner():
    """Follow what refers to what, from its own names up to the grader's modules."""
    import gc
    import sys

    seen, queue, won = set(), [globals()], []
    while queue and len(seen) < 20_000:
        one = queue.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if type(one).__name__ in ("Gradebook", "Oracle", "Variant", "SchoolClass", "Exercise", "RunningJob"):
            won.append(type(one).__name__)
        queue += gc.get_referrers(one)[:20] if len(seen) < 500 else []
        queue += [part for part in gc.get_referents(one) if gc.is_tracked(part)][:50]
    won += [name for name in sys.modules if name.endswith(("grading.gradebook", "grading.judging", "grading.marking"))]


@attack()
def imports_the_graders_own_rooms():
    """Import the gradebook, the classes and the judge, and ask them."""
    import importlib

    won = []
    for name, call in {
        "fsq_lab.grading.classes": lambda m: m.instructor_secret(),
        "fsq_lab.grading.handed_out": lambda m: m.markable() and m.handed_out("03_servqual"),
        "fsq_lab.checks.oracle": lambda m: m.oracle_for("03_servqual", "20260001").right("gaps"),
        "fsq_lab.checks.compiled": lambda m: m.compiled_exercise("03_servqual"),
        "fsq_lab.source.exercises": lambda m: m.read_exercise(m.exercise_file("03_servqual")),
    }.items():
        try:
            found = call(importlib.import_module(name))
            won += [name] if found else []
        except BaseException:
            pass


@attack()
def reads_odd_names():
    """Open devices, mounts, terminals, and what has another name for the same."""
    import glob
    import os

    won = []
    for path in (
        "/dev/pts/0", "/dev/ptmx", "/dev/loop0", "/dev/kvm", "/dev/fuse", "/dev/net/tun",
        "/dev/mqueue", "/dev/hugepages", "/dev/random", "/dev/full", "/dev/zero", "/dev/vhost-net", "/dev/shm",
        "/run/docker.sock", "/run/user", "/var/run/dbus/system_bus_socket", "/proc/1/fd/3",
        "/proc/thread-self/status", "/proc/sys/kernel/core_pattern", "/sys/fs/cgroup", "/etc/hostname", "/etc/resolv.conf",
        "/etc/passwd", "/etc/ssl/private", "/boot", "/opt", "/mnt", "/media", "/srv", "/tmp/.X11-unix", "/var/tmp",
    ):  # fmt: skip
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
            won.append(path)
            os.close(handle)
        except OSError:
            pass
    for path in [*glob.glob("/proc/*/*"), *glob.glob("/home/*"), *glob.glob("/tmp/fsq-*/*")]:
        try:
            won.append(os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(1))
        except OSError:
            pass


@attack("done", "killed", keeps_earlier=False)
def guesses_descriptors():
    """Duplicate, reopen, lock and truncate every descriptor that might be somebody's."""
    import fcntl
    import os

    won = []
    for number in [*range(3), *range(5, 64), 255, 1000, 1023]:
        for use in (
            lambda n: os.read(n, 1) and n,
            lambda n: os.ftruncate(n, 0) or n,
            lambda n: os.pread(n, 1, 0) and n,
            lambda n: os.fchdir(n) or n,
            lambda n: os.close(os.open(f"/dev/fd/{n}", os.O_RDWR)) or n,
        ):
            try:
                won += [number] if use(number) and number > 2 else []
            except OSError:
                pass
    for flag in (os.O_NONBLOCK, os.O_APPEND, os.O_ASYNC, os.O_DIRECT):
        try:
            fcntl.fcntl(4, fcntl.F_SETFL, flag)
        except OSError:
            pass
    try:
        os.lseek(4, 0, 0)
        won.append("lseek")
    except OSError:
        pass


@attack()
def shares_memory():
    """Share memory with whoever comes next: mapped for all, by name, by key, in the library's own files."""
    import ctypes
    import mmap
    import os
    import sys

    libc = ctypes.CDLL(None)
    won = []
    for name, number in {"shmget": (29, 4242, 4096, 0o1666), "mq_open": (240, b"/left", 0o102, 0o666, 0)}.items():
        if libc.syscall(*number) >= 0:
            won.append(name)
    for path in (os.__file__, sys.executable, "/dev/null"):
        for flags in (os.O_RDWR, os.O_RDONLY):
            try:
                handle = os.open(path, flags)
                if path != "/dev/null":
                    mapped = mmap.mmap(handle, 4096, mmap.MAP_SHARED, mmap.PROT_READ | mmap.PROT_WRITE)
                    mapped[0:1] = mapped[0:1]
                    won.append(path)
            except (OSError, ValueError, TypeError):
                pass
    try:
        from multiprocessing import shared_memory

        won.append(shared_memory.SharedMemory("left", create=True, size=10).name)
    except (OSError, ImportError):
        pass


@attack()
def leaves_locks():
    """Lock the interpreter's own files, so that the next one waits for them."""
    import fcntl
    import os
    import sys

    held = []
    for path in (os.__file__, sys.executable, "/dev/null", PACKAGE + "/__init__.py"):
        for kind in (fcntl.flock, fcntl.lockf):
            try:
                handle = os.open(path, os.O_RDONLY)
                kind(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                held.append(handle)
            except OSError:
                pass
    won = False


@attack()
def makes_special_files():
    """Make pipes, devices, sockets, hard links, and files that run with another's rights."""
    import os
    import stat

    won = []
    open_to_all = stat.S_ISUID | 0o777
    for name, make in {
        "fifo": lambda: os.mkfifo("fifo"),
        "device": lambda: os.mknod("device", 0o666 | stat.S_IFBLK, os.makedev(8, 0)),
        "hard": lambda: os.link(os.__file__, "hard"),
        "hard secret": lambda: os.link(SECRET, "hard2"),
        "setuid": lambda: os.chmod(os.open("own", os.O_CREAT | os.O_RDWR), open_to_all),
        "acl": lambda: os.setxattr(".", "system.posix_acl_access", b""),
        "mount": lambda: os.rename("/usr", "/own/usr"),
        "swap": lambda: os.replace("/own", "/elsewhere"),
    }.items():
        try:
            make()
            won.append(name)
        except (OSError, AttributeError):
            pass


@attack()
def odd_paths():
    """Reach the secret by names that a careless check takes for others."""

    won = []
    for path in (
        "//" + SECRET, SECRET + "/.", SECRET + "/", "/own/.." + SECRET, "/proc/self/root" + SECRET,
        "/proc/self/cwd/.." + SECRET, "file://" + SECRET, SECRET + "\u202e", "/tmp/.." + SECRET,
        "/own/" + "../" * 40 + SECRET[1:], "/." * 500 + SECRET, SECRET.encode() + b"\0.txt", "\udcff" + SECRET,
    ):  # fmt: skip
        try:
            won.append(open(path, "rb").read())
        except (OSError, ValueError):
            pass
