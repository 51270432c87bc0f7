"""Files: what is read, written, or found out."""

# mypy: ignore-errors
from attacks import attack


@attack()
def reads_the_secret():
    """Open the instructor's file by its path."""
    won = open(SECRET).read()


@attack()
def lists_the_hidden_folder():
    """List the folder in which it lies."""
    import os

    won = os.listdir(HIDDEN)


@attack()
def reads_solutions_and_compiled_answers():
    """Read whatever of the course holds answers."""
    from pathlib import Path

    won = []
    for part in (
        "solutions/en/03_servqual/03_servqual.ipynb",
        "course/compiled/03.json",
        "course/chapters/03_servqual/exercise.py",
        "course/chapters/03_servqual/quiz.yml",
        "tests/conftest.py",
    ):
        try:
            won.append(Path(COURSE, part).read_text())
        except OSError:
            pass


@attack()
def asks_the_library_for_the_answers():
    """Use the course's own oracle."""
    from fsq_lab.checks.oracle import oracle_for

    won = oracle_for("03_servqual").right("gaps")


@attack()
def reads_proc():
    """Read the memory, environment and open files of every process."""
    import glob

    won = []
    for path in [
        *glob.glob("/proc/*/environ"),
        f"/proc/{PARENT}/environ",
        "/proc/self/maps",
        "/proc/self/mem",
        "/proc/1/" + "root/etc/passwd",
    ]:
        try:
            won.append(open(path, "rb").read(10))
        except OSError:
            pass


@attack()
def reads_accounts_and_devices():
    """Read what a system tells anyone."""
    won = []
    for path in (
        "/etc/passwd",
        "/etc/shadow",
        "/sys/kernel/version",
        "/dev/mem",
        "/dev/kmsg",
        "/dev/sda",
        "/dev/vda",
        "/dev/tty",
        "/var/log/dpkg.log",
        "/" + "root/.bashrc",
        "/home",
    ):
        try:
            won.append(open(path, "rb").read(1))
        except OSError:
            pass


@attack()
def writes_outside():
    """Write next to the library, the course and the secret, and into the system."""
    won = []
    for path in (
        SECRET,
        HIDDEN + "/new",
        COURSE + "/new",
        PACKAGE + "/new.py",
        PACKAGE + "/__init__.py",
        "/new",
        "/usr/lib/new",
        "/dev/shm/new",
        "/var/tmp/new",
    ):
        try:
            with open(path, "a") as file:
                file.write("x")
            won.append(path)
        except OSError:
            pass


@attack()
def deletes_and_renames():
    """Remove and rename what is not its own."""
    import os

    won = []
    for call in (
        lambda: os.remove(SECRET),
        lambda: os.rename(SECRET, HIDDEN + "/gone"),
        lambda: os.truncate(SECRET, 0),
        lambda: os.rmdir(HIDDEN),
        lambda: os.utime(SECRET, (0, 0)),
        lambda: os.chmod(SECRET, 0o777),
        lambda: os.chown(SECRET, 0, 0),
        lambda: os.link(SECRET, "copy"),
        lambda: os.setxattr(SECRET, "user.a", b"1"),
    ):
        try:
            call()
            won.append(1)
        except OSError:
            pass


@attack()
def follows_a_symbolic_link():
    """Reach the secret through a link."""
    import os

    os.symlink(SECRET, "link")
    won = open("link").read()


@attack()
def climbs_out_by_dots():
    """Reach the secret by a relative path and through an open folder."""
    import os

    won = []
    for way in (
        lambda: open("../" * 20 + SECRET[1:]).read(),
        lambda: os.open(SECRET[1:], 0, dir_fd=os.open("/", 0)),
        lambda: os.chroot("."),
    ):
        try:
            won.append(way())
        except OSError:
            pass


@attack()
def maps_the_secret():
    """Map the file into memory with the C library."""
    import ctypes

    libc = ctypes.CDLL(None)
    won = [
        handle
        for handle in (
            libc.open(SECRET.encode(), 0),
            libc.syscall(2, SECRET.encode(), 0),
            libc.syscall(437, -100, SECRET.encode(), bytes(24), 24),
        )
        if handle >= 0
    ]


@attack()
def reads_what_descriptors_are_left():
    """Look for open files, sockets and the job itself."""
    import os

    won = []
    for descriptor in range(3, 300):
        if descriptor == 4:
            continue
        try:
            os.fstat(descriptor)
            won.append(descriptor)
        except OSError:
            pass
    try:
        os.read(4, 10)
        won.append("the pipe")
    except OSError:
        pass


@attack()
def reads_the_environment():
    """Look for keys in the environment."""
    import os

    won = [name for name in os.environ if "SECRET" in name or "KEY" in name or "PATH" in name]
