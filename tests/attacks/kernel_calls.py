"""The kernel and the network: what a process may ask for."""

# mypy: ignore-errors
from attacks import attack


@attack()
def opens_sockets():
    """Connect to the outside, to this machine, and to a name in the abstract space."""
    import socket

    won = []
    for way in (
        lambda: socket.create_connection(("1.1.1.1", 80), 1),
        lambda: socket.create_connection(("127.0.0.1", 22), 1),
        lambda: socket.socket(socket.AF_UNIX).connect("\0name"),
        lambda: socket.socketpair(),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("8.8.8.8", 53)),
        lambda: socket.socket(socket.AF_NETLINK),
        lambda: socket.getaddrinfo("example.org", 80),
    ):
        try:
            way()
            won.append(1)
        except OSError:
            pass


@attack()
def fetches_a_page():
    """Send the data away with the standard library."""
    import urllib.request

    won = urllib.request.urlopen("http://127.0.0.1:80/", timeout=1).read()


@attack()
def makes_namespaces_and_mounts():
    """Become root in a namespace of its own, mount, and look under what is mounted."""
    import ctypes

    libc = ctypes.CDLL(None)
    won = [
        name
        for name, result in {
            "unshare": libc.unshare(0x10000000),
            "mount": libc.mount(b"none", b"/tmp", b"proc", 0, None),
            "umount": libc.umount2(b"/tmp", 2),
            "setns": libc.setns(3, 0),
            "pivot": libc.syscall(155, b".", b"."),
            "chroot": libc.chroot(b"."),
            "open_tree": libc.syscall(428, -100, b"/", 1),
            "fsopen": libc.syscall(430, b"tmpfs", 0),
        }.items()
        if result >= 0
    ]


@attack()
def asks_for_rights():
    """Become root, take capabilities, and ask for a core dump."""
    import ctypes
    import os
    import resource
    import struct

    libc = ctypes.CDLL(None)
    won = []
    for way in (
        lambda: os.setuid(0),
        lambda: os.setgid(0),
        lambda: os.setresuid(0, 0, 0),
        lambda: os.setgroups([0]),
        lambda: resource.setrlimit(resource.RLIMIT_CPU, (1000, 1000)),
        lambda: resource.setrlimit(resource.RLIMIT_CORE, (9, 9)),
    ):
        try:
            way()
            won.append(1)
        except (OSError, ValueError):
            pass
    if libc.syscall(126, struct.pack("<Ii", 0x20080522, 0), b"\xff" * 24) >= 0:
        won.append("capset")
    if 0 in os.getresuid() and os.getpid() == 1:
        won.append("root")


@attack()
def uses_dangerous_calls():
    """Call what has had holes: bpf, io_uring, userfaultfd, keys, perf, modules, memfd, and more."""
    import ctypes

    libc = ctypes.CDLL(None)
    numbers = (
        16 + 156,
        250,
        248,
        249,
        298,
        321,
        323,
        425,
        426,
        319,
        175,
        313,
        246,
        165,
        169,
        103,
        29,
        68,
        240,
        53,
        22,
        293,
        284,
        290,
        282,
        135,
        157,
        317,
        444,
        446,
        304,
        303,
        253,
        254,
        300,
        133,
        259,
        88,
        86,
        90,
        92,
    )
    won = [number for number in numbers if libc.syscall(number, 0, 0, 0, 0, 0, 0) >= 0]


@attack()
def puts_a_character_into_the_terminal():
    """Type into the grader's terminal."""
    import fcntl

    won = []
    for descriptor in range(5):
        try:
            fcntl.ioctl(descriptor, 0x5412, b"x")
            won.append(descriptor)
        except OSError:
            pass


@attack()
def loads_a_library_of_its_own():
    """Write a shared object and load it."""
    import ctypes
    import shutil

    import _ctypes

    shutil.copyfile(_ctypes.__file__, "own.so")
    ctypes.CDLL("./own.so")
    won = True
